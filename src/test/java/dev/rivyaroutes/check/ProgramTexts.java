package dev.rivyaroutes.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The texts in the sources of the program, with literals that are split over lines put together.
 */
final class ProgramTexts {

  private static final Pattern BETWEEN_LITERALS = Pattern.compile("\"\\s*\\+\\s*\"");

  /** How far apart the parts of a message may be: a placeholder, or the code between literals. */
  private static final String GAP = ".{0,150}?";

  private final List<String> sources = new ArrayList<>();

  ProgramTexts() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String source = BETWEEN_LITERALS.matcher(Files.readString(file)).replaceAll("");
        sources.add(source.replace("\\\"", "\""));
      }
    }
  }

  /**
   * @param message with … for each part that differs
   */
  boolean contain(String message) {
    String parts =
        Arrays.stream(message.split("…"))
            .filter(part -> !part.isBlank())
            .map(Pattern::quote)
            .collect(Collectors.joining(GAP));
    Pattern pattern = Pattern.compile(parts, Pattern.DOTALL);
    return sources.stream().anyMatch(source -> pattern.matcher(source).find());
  }
}
