package dev.rivyaroutes.check.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class WarnOfIgnoredFilesTest {

  @TempDir Path routes;

  @ParameterizedTest
  @CsvSource({
    "photos.yaml, Rename",
    "photos.yml, Rename",
    "photos.camel.yml, Rename",
    "photos.YAML, Rename",
    "photos.camel.YAML, Rename",
    "photos.Camel.yaml, Rename",
    "photos.camel.yaml.txt, Rename",
    "photos.camel, Rename",
    "photos.camel.xml, Rename",
    "eu/photos.camel.yaml, Move",
    "eu/photos.yaml, Move",
  })
  void reportsAFileThatIsNotLoaded(String name, String remedy) throws IOException {
    write(name);

    assertThat(find("/*.camel.yaml")).hasSize(1);
    assertThat(find("/*.camel.yaml").get(0))
        .startsWith(routes.resolve(name) + " is not loaded: ")
        .contains(remedy + " it to " + routes.resolve("photos.camel.yaml") + ".");
  }

  @ParameterizedTest
  @CsvSource({
    "photos.camel.yaml",
    "photos.camel.yaml.off",
    "photos.camel.yaml~",
    ".photos.camel.yaml.swp",
    ".hidden.yaml",
    "prompt.txt",
    "README.md",
  })
  void passesOverWhatIsNoFlow(String name) throws IOException {
    write(name);

    assertThat(find("/*.camel.yaml")).isEmpty();
  }

  @Test
  void passesOverWhatAnotherPatternLoads() throws IOException {
    write("eu/photos.camel.yaml");

    assertThat(find("/**/*.camel.yaml")).isEmpty();
    assertThat(find("/*.camel.yaml,file:" + routes + "/eu/photos.camel.yaml")).isEmpty();
    assertThat(find("/none/*.camel.yaml")).isEmpty();
  }

  @Test
  void reportsAFlowBesideTheOnesThatAreNamed() throws IOException {
    write("photos.camel.yaml");
    write("videos.camel.yaml");

    assertThat(find("/photos.camel.yaml"))
        .containsExactly(
            routes.resolve("videos.camel.yaml")
                + " is not loaded: rivya.routes does not name it. Add it there, or move it away.");
  }

  private void write(String name) throws IOException {
    Path file = routes.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "- route:\n");
  }

  private List<String> find(String pattern) {
    return new WarnOfIgnoredFiles(
            new MockEnvironment().withProperty("rivya.routes", "file:" + routes + pattern))
        .find();
  }
}
