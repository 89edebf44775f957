package dev.rivyaroutes.connection.database;

import dev.rivyaroutes.Nearest;
import dev.rivyaroutes.Require;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A statement in a file beside the flows, since no parameter of a Kamelet keeps every text.
 *
 * @param name the file, for messages
 * @param text the statement without its semicolon
 */
public record SqlFile(String name, String text) {
  private static final String ENDING = ".sql";

  /**
   * @param routes the setting {@code rivya.routes}, such as {@code file:routes/*.camel.yaml}
   * @param name the file in the folder of the flows
   * @throws IllegalArgumentException with the remedy, if there is no such file
   */
  public static SqlFile read(String routes, String name) {
    Path folder = folder(routes);
    Require.that(
        name.endsWith(ENDING),
        "%s is no file with a statement; name a file of the folder %s whose name ends with .sql."
            .formatted(name, folder));
    try {
      Path file = folder.resolve(name).normalize();
      Require.that(
          file.startsWith(folder), "The file %s is not in the folder %s.".formatted(name, folder));
      if (!Files.isRegularFile(file)) {
        throw missing(folder, name);
      }
      String text = Files.readString(file, StandardCharsets.UTF_8).strip();
      text = text.startsWith("\uFEFF") ? text.substring(1) : text;
      text = text.replaceFirst(";\\s*$", "");
      Require.that(!text.isBlank(), "The file %s has no statement.".formatted(file));
      return new SqlFile(name, text);
    } catch (InvalidPathException | IOException e) {
      throw new IllegalArgumentException(
          "The file %s in the folder %s cannot be read: %s."
              .formatted(name, folder, e.getMessage()),
          e);
    }
  }

  /** The part of the pattern before its first wildcard. */
  private static Path folder(String routes) {
    String first = routes.split(",")[0].strip().replaceFirst("^file:(//)?", "");
    String fixed = first.replaceFirst("[*?{].*", "");
    return Path.of(fixed.substring(0, fixed.lastIndexOf('/') + 1)).normalize();
  }

  private static IllegalArgumentException missing(Path folder, String name) throws IOException {
    List<String> names = List.of();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        names =
            files
                .map(one -> one.getFileName().toString())
                .filter(one -> one.endsWith(ENDING))
                .toList();
      }
    }
    String nearest = Nearest.near(name, names);
    return new IllegalArgumentException(
        "The folder %s has no file %s. %s"
            .formatted(
                folder,
                name,
                nearest == null
                    ? "Put it there, beside the flow."
                    : "Did you mean " + nearest + "?"));
  }
}
