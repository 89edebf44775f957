package dev.rivyaroutes.delivery.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.testing.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FolderSinkTest extends FolderCase {

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
  void writesNoSidecarWhenSetSo() throws Exception {
    deliver(sink(null, false), Results.succeeded("cat.txt", media.png(1, "x")), null);

    assertThat(files()).containsExactly("cat-1.png");
  }

  @Test
  void takesADirectoryThatIsALink() throws Exception {
    Path disk = Files.createDirectory(temp.resolve("disk"));
    Files.createSymbolicLink(out, disk);

    deliver(
        sink("{path}/{source}.{ext}", false),
        Results.succeeded("in/cat.txt", media.png(1, "x")),
        null);
    deliver(sink, Results.succeeded("cat.txt", media.png(1, "y")), null);

    assertThat(disk.resolve("in/cat.png")).hasContent("x");
    assertThat(disk.resolve("cat-1.png")).hasContent("y");
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
    String foreign = ".cat-1.png." + "d-other" + ".0a1b2c3d.part";
    leave(".cat-1.png." + result.deliveryId() + ".0a1b2c3d.part", "wh");
    leave(".cat-1.png.json." + result.deliveryId() + ".4e5f6a7b.part", "{\"job\":");
    leave(foreign, "of a delivery that is under way");

    deliver(sink, result, null, true);

    assertThat(files()).containsExactly(foreign, "cat-1.png", "cat-1.png.json");
    assertThat(out.resolve("cat-1.png")).hasContent("whole");
  }

  @Test
  void removesThePartThatACrashAfterThePublicationLeft() throws Exception {
    Result result = Results.succeeded("cat.txt", media.png(1, "whole"));
    deliver(sink, result, null);
    leave(".cat-1.png.json." + result.deliveryId() + ".4e5f6a7b.part", "{}");

    deliver(sink, result, null, true);

    assertThat(files()).containsExactly("cat-1.png", "cat-1.png.json");
  }

  private void leave(String name, String text) throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve(name), text);
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
        .hasMessageContaining("a file exists where a folder is needed");
  }

  @Test
  void refusesAMissingDirectoryAtStart() {
    assertThatThrownBy(() -> new FolderSink(media).start())
        .hasMessageContaining("folder-result-sink has no directory");
  }
}
