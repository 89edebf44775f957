package dev.rivyaroutes.check.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reference of all keys against the keys that the program knows. */
class ConfigurationReferenceTest {

  private static final Path PAGE = Path.of("src/docs/configuration.md");

  private final ConfigurationReference reference = new ConfigurationReference();

  ConfigurationReferenceTest() throws IOException {}

  @Test
  void everyKeyIsDescribedInASentence() {
    assertThat(reference.keys())
        .filteredOn(key -> !reference.description(key).matches("(?s)[A-Z`].*[.]"))
        .as("keys whose @param, or description in the additional metadata, is no sentence")
        .isEmpty();
  }

  @Test
  void pageIsWhatTheProgramSays() throws IOException {
    if ("write".equals(System.getProperty("reference"))) {
      Files.writeString(PAGE, reference.page());
    }
    assertThat(PAGE)
        .as("stale; write it again: mvn test -Dtest=ConfigurationReferenceTest -Dreference=write")
        .hasContent(reference.page());
  }
}
