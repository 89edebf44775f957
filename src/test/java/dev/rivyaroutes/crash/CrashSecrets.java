package dev.rivyaroutes.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Looks for secrets in everything that the program wrote: logs, results, and the ledger's file. */
final class CrashSecrets {

  private CrashSecrets() {}

  /**
   * One line for each file that holds a secret; the secret itself is not told.
   *
   * @param written folders, with all below
   * @param secrets by what they are
   */
  static List<String> find(List<Path> written, Map<String, String> secrets) {
    return written.stream()
        .flatMap(CrashSecrets::files)
        .flatMap(
            file -> {
              String text = text(file);
              return secrets.entrySet().stream()
                  .filter(secret -> text.contains(secret.getValue()))
                  .map(secret -> file + " tells the " + secret.getKey());
            })
        .toList();
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
