package dev.rivyaroutes.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivyaroutes.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSinkTest {

  private static final String OTHER_JOB = "01JDCZ4Q6V8M2N3P4R5SOTHER9";

  @TempDir private Path temp;
  private final MemoryMediaStore media = new MemoryMediaStore();
  private Path out;
  private FolderSink sink;

  @BeforeEach
  void open() {
    out = temp.resolve("out");
    sink = sink(null, true);
  }

  @Test
  void writesFilesAndSidecars() throws Exception {
    Result result = Results.succeeded("in/cat.txt", media.png(1, "first"), media.png(2, "second"));

    String places = deliver(sink, result, null);

    assertThat(files())
        .containsExactly("cat-1.png", "cat-1.png.json", "cat-2.png", "cat-2.png.json");
    assertThat(out.resolve("cat-1.png")).hasContent("first");
    JsonNode sidecar = json("cat-2.png.json");
    assertThat(sidecar.get("job").asText()).isEqualTo(Results.JOB);
    assertThat(sidecar.get("prompt").asText()).isEqualTo(result.prompt());
    assertThat(sidecar.at("/files/0/n").asInt()).isEqualTo(2);
    assertThat(sidecar.get("files")).hasSize(1);
    assertThat(places).isEqualTo(out.resolve("cat-1.png") + ", " + out.resolve("cat-2.png"));
  }

  @Test
  void writesTheOneFileThatTheExchangeCarries() throws Exception {
    ResultFile second = media.png(2, "second");

    deliver(sink, Results.succeeded("cat.txt", media.png(1, "first"), second), second);

    assertThat(files()).containsExactly("cat-2.png", "cat-2.png.json");
  }

  @Test
  void writesNoSidecarWhenToldSo() throws Exception {
    deliver(sink(null, false), Results.succeeded("cat.txt", media.png(1, "x")), null);

    assertThat(files()).containsExactly("cat-1.png");
  }

  @Test
  void makesTheFoldersOfTheTemplate() throws Exception {
    FolderSink deep = sink("{path}/{flow}/{source}.{ext}", true);

    deliver(deep, Results.succeeded("2026/in/cat.txt", media.png(1, "x")), null);

    assertThat(out.resolve("2026/in/listing-photos/cat.png")).hasContent("x");
  }

  @Test
  void deliversTheSameThingTwiceAsOne() throws Exception {
    Result result = Results.succeeded("cat.txt", media.png(1, "x"));
    deliver(sink, result, null);
    Object inode = inode("cat-1.png");

    assertThat(deliver(sink, result, null)).isEqualTo(out.resolve("cat-1.png").toString());

    assertThat(files()).containsExactly("cat-1.png", "cat-1.png.json");
    assertThat(inode("cat-1.png")).as("written once").isEqualTo(inode);
  }

  @Test
  void finishesWhatACrashLeft() throws Exception {
    Result result = Results.succeeded("cat.txt", media.png(1, "whole"));
    Files.createDirectories(out);
    String delivery = result.deliveryId();
    Files.writeString(out.resolve(".cat-1.png." + delivery + ".part"), "wh");
    Files.writeString(out.resolve(".cat-1.png.json." + delivery + ".part"), "{\"job\":");

    deliver(sink, result, null);

    assertThat(files()).containsExactly("cat-1.png", "cat-1.png.json");
    assertThat(out.resolve("cat-1.png")).hasContent("whole");
  }

  @Test
  void addsTheSidecarThatACrashPrevented() throws Exception {
    Files.createDirectories(out);
    Files.writeString(out.resolve("cat-1.png"), "whole");

    deliver(sink, Results.succeeded("cat.txt", media.png(1, "whole")), null);

    assertThat(files()).containsExactly("cat-1.png", "cat-1.png.json");
  }

  @Test
  void leavesNothingHalfWhenTheMediaBreakOff() {
    Result result = Results.succeeded("cat.txt", media.png(1, "whole"));
    media.breaksAfter = 2;

    DeliveryFailed failed = failed(sink, result);

    assertThat(failed).hasMessageContaining(Results.JOB).hasMessageContaining("2 of 5 bytes");
    assertThat(failed.permanent()).isFalse();
    assertThat(files()).isEmpty();
  }

  @Test
  void replacesAnOlderFileOfTheSameJob() throws Exception {
    deliver(sink, Results.succeeded("cat.txt", media.png(1, "before the replay")), null);

    deliver(sink, Results.succeeded("cat.txt", media.png(1, "after")), null);

    assertThat(files()).containsExactly("cat-1.png", "cat-1.png.json");
    assertThat(out.resolve("cat-1.png")).hasContent("after");
    assertThat(json("cat-1.png.json").at("/files/0/size").asInt()).isEqualTo(5);
  }

  @Test
  void neverWritesOverAForeignFile() throws Exception {
    Files.createDirectories(out);
    Files.writeString(out.resolve("cat-1.png"), "somebody's");

    Result result = Results.succeeded("cat.txt", media.png(1, "ours"));
    deliver(sink, result, null);
    deliver(sink, result, null);

    assertThat(out.resolve("cat-1.png")).hasContent("somebody's");
    assertThat(out.resolve("cat-1-5S6T7V8W.png")).hasContent("ours");
    assertThat(files())
        .containsExactly("cat-1-5S6T7V8W.png", "cat-1-5S6T7V8W.png.json", "cat-1.png");
  }

  @Test
  void keepsTheFilesOfTwoJobsApartEvenWithTheSameBytes() throws Exception {
    ResultFile same = media.png(1, "same bytes");
    deliver(sink, Results.succeeded("cat.txt", same), null);

    deliver(sink, Results.of(OTHER_JOB, "cat.txt", null, same), null);

    assertThat(files()).contains("cat-1.png", "cat-1-5SOTHER9.png");
    assertThat(json("cat-1.png.json").get("job").asText()).isEqualTo(Results.JOB);
  }

  @Test
  void leavesASidecarOfAnotherJobWhoseFileWasTakenAway() throws Exception {
    deliver(sink, Results.succeeded("cat.txt", media.png(1, "first")), null);
    Files.delete(out.resolve("cat-1.png"));

    deliver(sink, Results.of(OTHER_JOB, "cat.txt", null, media.png(1, "second")), null);

    assertThat(files())
        .containsExactly("cat-1-5SOTHER9.png", "cat-1-5SOTHER9.png.json", "cat-1.png.json");
  }

  @Test
  void saysSoWhenBothNamesAreTaken() throws Exception {
    Files.createDirectories(out);
    Files.writeString(out.resolve("cat-1.png"), "a");
    Files.writeString(out.resolve("cat-1-5S6T7V8W.png"), "b");

    assertThat(failed(sink, Results.succeeded("cat.txt", media.png(1, "ours"))))
        .hasMessageContaining("cat-1.png and cat-1-5S6T7V8W.png both belong to others");
  }

  @Test
  void losesNothingWhenManyJobsOfOneNameComeAtOnce() throws Exception {
    List<Result> results =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    Results.of(
                        "01JDCZ4Q6V8M2N3P4R%08d".formatted(i),
                        "cat.txt",
                        null,
                        media.png(1, "bytes " + i)))
            .toList();

    results.parallelStream().forEach(result -> deliverUnchecked(sink, result));

    try (Stream<Path> pngs = Files.list(out)) {
      assertThat(pngs.filter(path -> path.toString().endsWith(".png")).map(FolderSinkTest::read))
          .hasSize(40)
          .doesNotHaveDuplicates();
    }
    assertThat(files()).hasSize(80);
  }

  @Test
  void writesTheDocumentOfAFailure() throws Exception {
    Result failed = Results.failed("in/cat.txt");

    String place = deliver(sink, failed, null);
    deliver(sink, failed, null);

    assertThat(place).isEqualTo(out.resolve("cat.error.json").toString());
    assertThat(files()).containsExactly("cat.error.json");
    assertThat(json("cat.error.json").at("/error/message").asText())
        .isEqualTo("Rivya refused the prompt: rephrase it.");
  }

  @Test
  void keepsTheDocumentsOfTwoFailuresApart() throws Exception {
    Result first = Results.failed("cat.txt");
    deliver(sink, first, null);

    deliver(sink, Results.of(OTHER_JOB, "cat.txt", first.cause()), null);

    assertThat(files()).containsExactly("cat-5SOTHER9.error.json", "cat.error.json");
  }

  @Test
  void neverLeavesItsFolder() throws Exception {
    FolderSink deep = sink("{path}/{source}-{n}.{ext}", true);
    for (String name : List.of("../../x", "..\\..\\x", "/etc/x", "a/../../../x", "..%2fx")) {
      deliver(
          deep, Results.of(Results.JOB + name.hashCode(), name, null, media.png(1, name)), null);
    }

    try (Stream<Path> all = Files.list(temp)) {
      assertThat(all).containsExactly(out);
    }
  }

  @Test
  void neverFollowsALinkOutOfItsFolder() throws Exception {
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    Files.createDirectories(out);
    Files.createSymbolicLink(out.resolve("in"), elsewhere);
    Files.createSymbolicLink(out.resolve("cat-1.png"), elsewhere.resolve("planted"));
    FolderSink deep = sink("{path}/{source}-{n}.{ext}", true);

    DeliveryFailed failed = failed(deep, Results.succeeded("in/new/dog.txt", media.png(1, "x")));
    deliver(deep, Results.succeeded("cat.txt", media.png(1, "x")), null);

    assertThat(failed).hasMessageContaining("leads out of the folder " + out);
    assertThat(failed.permanent()).isTrue();
    assertThat(elsewhere).isEmptyDirectory();
    assertThat(out.resolve("cat-1-5S6T7V8W.png")).hasContent("x");
  }

  @Test
  void takesNamesOfAnyLengthAndScript() throws Exception {
    deliver(sink, Results.succeeded("größe 猫🐈.txt", media.png(1, "a")), null);
    deliver(sink, Results.succeeded("猫".repeat(300) + ".txt", media.png(1, "b")), null);

    assertThat(out.resolve("größe 猫🐈-1.png")).hasContent("a");
    assertThat(files()).hasSize(4);
  }

  @Test
  void isDeadAtOnceWhenTheMediaStoreHasForgottenTheFile() {
    DeliveryFailed failed = failed(sink, Results.succeeded("cat.txt", Results.png(1, "gone")));

    assertThat(failed).hasMessageContaining("rivya.media.keep");
    assertThat(failed.permanent()).isTrue();
  }

  @Test
  void saysWhatStandsInTheWay() throws Exception {
    Files.writeString(out, "a file, not a folder");

    assertThat(failed(sink, Results.succeeded("cat.txt", media.png(1, "x"))))
        .hasMessageContaining(out.toString())
        .hasMessageContaining("a file stands where a folder is needed");
  }

  @Test
  void refusesAMissingDirectoryAtStart() {
    assertThatThrownBy(() -> new FolderSink(media).start())
        .hasMessageContaining("folder-result-sink has no directory");
  }

  private FolderSink sink(String template, boolean sidecar) {
    FolderSink opened = new FolderSink(media);
    opened.setDirectory(out.toString());
    opened.setName(template);
    opened.setSidecar(sidecar);
    opened.start();
    return opened;
  }

  private static String deliver(FolderSink sink, Result result, ResultFile file)
      throws DeliveryFailed {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.setVariable(Variables.RESULT, result);
    exchange.setVariable(Variables.FILE, file);
    sink.deliver(exchange);
    return exchange.getVariable(Variables.DELIVERED_TO, String.class);
  }

  private static void deliverUnchecked(FolderSink sink, Result result) {
    try {
      deliver(sink, result, null);
    } catch (DeliveryFailed e) {
      throw new AssertionError(e);
    }
  }

  private static DeliveryFailed failed(FolderSink sink, Result result) {
    return catchThrowableOfType(DeliveryFailed.class, () -> deliver(sink, result, null));
  }

  private List<String> files() {
    if (!Files.exists(out)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(out)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Object inode(String name) throws IOException {
    return Files.getAttribute(out.resolve(name), "unix:ino", LinkOption.NOFOLLOW_LINKS);
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(out.resolve(name).toFile());
  }
}
