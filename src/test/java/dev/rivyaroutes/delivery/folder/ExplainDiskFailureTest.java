package dev.rivyaroutes.delivery.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.Results;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExplainDiskFailureTest {

  static Stream<Arguments> troubles() {
    return Stream.of(
        Arguments.of(
            new IOException("No space left on device"), "the disk is full. Free some space."),
        Arguments.of(
            new FileSystemException("/out/a", null, "Disk quota exceeded"), "quota is used up"),
        Arguments.of(
            new FileSystemException("/out/a", null, "Read-only file system"), "mounted read-only"),
        Arguments.of(
            new AccessDeniedException("/out/a"), "Give that user write permission on /out."),
        Arguments.of(
            new FileSystemException("/out/a/b", null, "Not a directory"),
            "a file stands where a folder is needed"),
        Arguments.of(
            new FileSystemException("/out/a", null, "File name too long"),
            "a name is too long for this disk"),
        Arguments.of(new IOException("Input/output error"), "Input/output error."));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void namesFolderReasonAndRemedy(IOException trouble, String expected) {
    DeliveryFailed explained =
        ExplainDiskFailure.explain(Path.of("/out"), Results.succeeded("cat.txt"), trouble);

    assertThat(explained)
        .hasMessageContaining("job " + Results.JOB + " was not written to /out: ")
        .hasMessageContaining(expected)
        .hasMessageEndingWith(".")
        .hasCause(trouble);
    assertThat(explained.permanent()).isFalse();
  }
}
