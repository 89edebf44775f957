package dev.rivyaroutes.written;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Searches all that the tests of this run have written for secrets: their reports and output, the
 * logs and ledgers of programs, and the answers that {@link Written} has kept. Maven runs it last.
 */
class SearchWritten {

  private static final List<Path> FOLDERS =
      List.of(Path.of("target/surefire-reports"), Path.of("target/failsafe-reports"), Written.HOME);

  /** What lies there from earlier runs counts no more. */
  private final Instant start = Instant.parse(System.getProperty("run.start"));

  @Test
  void findsNoSecret() throws IOException {
    FindSecrets find = new FindSecrets();
    List<String> found = new ArrayList<>();
    int searched = 0;
    for (Path file : files()) {
      searched++;
      find.in(Files.readString(file, ISO_8859_1)).forEach(what -> found.add(file + ": " + what));
    }
    assertThat(searched).as("files of this run").isPositive();
    assertThat(found).as("secrets found").isEmpty();
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path folder : FOLDERS) {
      if (Files.exists(folder)) {
        try (Stream<Path> all = Files.walk(folder)) {
          for (Path file : all.filter(Files::isRegularFile).toList()) {
            if (!Files.getLastModifiedTime(file).toInstant().isBefore(start)) {
              files.add(file);
            }
          }
        }
      }
    }
    return files;
  }
}
