package dev.rivyaroutes.check.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.check.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Every file of routes and every Kamelet keeps the house style. */
class ConventionTest {

  private static final Path SAMPLES = Path.of("src/test/resources/conventions");

  @Test
  void shippedFilesKeepTheHouseStyle() throws IOException {
    Conventions conventions = new Conventions();
    conventions.checkFlows(Path.of("routes"));
    conventions.checkEngine(Path.of("src/main/resources/camel"));
    conventions.checkKamelets(Path.of("src/main/resources/kamelets"));

    assertThat(conventions.breaches().stream().map(Finding::toString)).isEmpty();
  }

  /**
   * The samples break every rule; beside them stands what has to be told of each, and nothing else.
   */
  @Test
  void everyRuleFindsItsBreach() throws IOException {
    Conventions conventions = new Conventions();
    conventions.checkFlows(SAMPLES.resolve("flows"));
    conventions.checkEngine(SAMPLES.resolve("engine"));
    conventions.checkKamelets(SAMPLES.resolve("kamelets"));

    assertThat(
            conventions.breaches().stream()
                .map(breach -> breach.toString().replace(SAMPLES + "/", "")))
        .containsExactlyInAnyOrderElementsOf(Files.readAllLines(SAMPLES.resolve("expected.txt")));
  }
}
