package dev.rivyaroutes.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the templates must not do, because texts of strangers pass through them. */
class TemplatesTest {

  /** Preprocessing would evaluate a text; unescaped output would be HTML. */
  private static final Pattern DANGEROUS =
      Pattern.compile(
          "__|th:utext|\\[\\(|th:inline|th:on|\\son[a-z]+=|\\sstyle=|<style|javascript:");

  static Stream<Path> templates() throws IOException {
    return Files.walk(Path.of("src/main/resources/templates")).filter(Files::isRegularFile);
  }

  @ParameterizedTest
  @MethodSource("templates")
  void showsTextsAsTexts(Path template) throws IOException {
    assertThat(Files.readString(template)).doesNotContainPattern(DANGEROUS);
  }
}
