package dev.rivyaroutes.media.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DiskWriteFailedTest {

  static Stream<Arguments> failures() {
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
            "a file exists where a folder is needed"),
        Arguments.of(
            new FileSystemException("/out/a", null, "File name too long"),
            "a name is too long for this file system"),
        Arguments.of(new IOException("Input/output error"), "Input/output error."));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void namesReasonAndRemedy(IOException failure, String expected) {
    assertThat(DiskWriteFailed.reason(Path.of("/out"), failure)).contains(expected).endsWith(".");
  }
}
