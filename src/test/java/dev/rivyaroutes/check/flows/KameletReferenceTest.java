package dev.rivyaroutes.check.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page about Kamelets against their files. */
class KameletReferenceTest {

  private static final Path PAGE = Path.of("src/docs/kamelets.md");

  @Test
  void pageIsWhatTheKameletsSay() throws IOException {
    String page = new KameletReference().page();
    if ("write".equals(System.getProperty("reference"))) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE)
        .as("stale; write it again: mvn test -Dtest=KameletReferenceTest -Dreference=write")
        .hasContent(page);
  }
}
