package dev.rivyaroutes.engine.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.check.CheckedHouse;
import dev.rivyaroutes.ledger.models.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.ConfigurableEnvironment;

/** The files for editors follow the models that Rivya returns, where a folder asks for them. */
class RefreshEditorFilesTest {

  private static final String MODELS = "[{\"id\": \"new-model\", \"category\": \"image\"}]";

  @TempDir private Path folder;
  private ConfigurableEnvironment environment;

  @BeforeEach
  void build() throws IOException {
    environment =
        new CheckedHouse(folder)
            .config("rivya: { accounts: { studio: { api-key: x } } }")
            .with("rivya.simulator.url", "http://localhost:1")
            .environment();
  }

  private void refresh(String baseUrl) {
    refresh(baseUrl, false);
  }

  private void refresh(String baseUrl, boolean off) {
    new RefreshEditorFiles(environment, folder, off)
        .refresh(new Catalogue(baseUrl, MODELS, 1, null, 0, null, List.of()));
  }

  @Test
  void writesModelsAndSchema() throws IOException {
    Files.createDirectories(folder.resolve(".rivya"));

    refresh("https://rivya.ai");

    assertThat(folder.resolve(".rivya/models.json")).content().contains("https://rivya.ai");
    assertThat(folder.resolve(".rivya/flow.schema.json"))
        .content()
        .contains("\"new-model\"")
        .doesNotContain("nano-banana-pro");
  }

  @Test
  void writesNothingOfASimulatorAndWithoutAFolder() throws IOException {
    refresh("https://rivya.ai");
    assertThat(folder.resolve(".rivya")).doesNotExist();

    Files.createDirectories(folder.resolve(".rivya"));
    refresh("http://localhost:1");
    refresh("http://localhost:2", true);
    assertThat(folder.resolve(".rivya")).isEmptyDirectory();
  }
}
