package dev.rivyaroutes.delivery.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.testing.Results;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a folder sink does about files that are not its own, and never does. */
class FolderSinkOthersTest extends FolderCase {

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
      assertThat(pngs.filter(path -> path.toString().endsWith(".png")).map(FolderCase::read))
          .hasSize(40)
          .doesNotHaveDuplicates();
    }
    assertThat(files()).hasSize(80);
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
}
