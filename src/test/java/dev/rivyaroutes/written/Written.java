package dev.rivyaroutes.written;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Keeps what the program wrote in a test's temporary folder, for {@link SearchWritten}. */
public final class Written {

  static final Path HOME = Path.of("target", "written");

  private static final List<String> ENDS = List.of(".log", ".db", ".db-wal");

  private Written() {}

  /** Keeps the logs and the embedded ledger of a program's folder, in place of earlier ones. */
  public static void keep(Path house) throws IOException {
    keepOf(house);
    if (Files.exists(house.resolve("data"))) {
      keepOf(house.resolve("data"));
    }
  }

  private static void keepOf(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.filter(Written::isKept).toList()) {
        Path copy = HOME.resolve(file.toAbsolutePath().toString().substring(1));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Keeps an answer under a name of its own. */
  public static void keep(String name, String answer) throws IOException {
    Files.writeString(Files.createDirectories(HOME).resolve(name), answer);
  }

  private static boolean isKept(Path file) {
    return ENDS.stream().anyMatch(file.toString()::endsWith);
  }
}
