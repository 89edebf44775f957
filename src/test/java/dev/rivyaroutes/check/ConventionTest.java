package dev.rivyaroutes.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every file of routes and every Kamelet keeps the house style. */
class ConventionTest {

  private static final Path SAMPLES = Path.of("src/test/resources/conventions");
  private static final Pattern EXPECTED = Pattern.compile("# breach: ([^#]+?)\\s*(?=#|$)");

  @Test
  void shippedFilesKeepTheHouseStyle() throws IOException {
    Conventions conventions = new Conventions();
    conventions.checkFlows(Path.of("routes"));
    conventions.checkEngine(Path.of("src/main/resources/camel"));
    conventions.checkKamelets(Path.of("src/main/resources/kamelets"));

    assertThat(conventions.breaches().stream().map(Breach::toString)).isEmpty();
  }

  /** Each line of the samples that breaks a rule says which; no other line is told. */
  @Test
  void everyRuleFindsItsBreach() throws IOException {
    Conventions conventions = new Conventions();
    conventions.checkFlows(SAMPLES.resolve("flows"));
    conventions.checkEngine(SAMPLES.resolve("engine"));
    conventions.checkKamelets(SAMPLES.resolve("kamelets"));

    assertThat(conventions.breaches().stream().map(Breach::toString))
        .containsExactlyInAnyOrderElementsOf(expected());
  }

  private static List<String> expected() throws IOException {
    List<String> expected = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SAMPLES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
          Matcher breach = EXPECTED.matcher(lines.get(i));
          while (breach.find()) {
            expected.add(file + ":" + (i + 1) + ": " + breach.group(1));
          }
        }
      }
    }
    return expected;
  }
}
