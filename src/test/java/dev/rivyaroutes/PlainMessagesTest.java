package dev.rivyaroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No message for people is made of the names of classes. */
class PlainMessagesTest {

  private static final Path MAIN = Path.of("src/main/java/dev/rivyaroutes");
  private static final Pattern NAME_OF_A_CLASS = Pattern.compile("getSimpleName\\(\\)");

  @Test
  void noMessageIsMadeOfTheNameOfAClass() throws IOException {
    try (Stream<Path> files = Files.walk(MAIN)) {
      List<String> breaches =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.startsWith(MAIN.resolve("simulator")))
              .filter(file -> NAME_OF_A_CLASS.matcher(text(file)).find())
              .map(Path::toString)
              .toList();

      assertThat(breaches).as("use PlainWords.of(failure)").isEmpty();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
