package dev.rivyaroutes.check.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.check.CheckedHouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.ConfigurableEnvironment;
import org.yaml.snakeyaml.Yaml;

/** Every key has its default in the program: a file may lack any of them. */
class DefaultsTest {

  private static final Path SHIPPED = Path.of("config/application.yaml");

  @TempDir Path folder;

  @Test
  void nothingIsWrongWithAnEmptyConfiguration() throws IOException {
    CheckedHouse house = new CheckedHouse(folder).shippedFlows();

    assertThat(house.mistakes()).isEmpty();
    assertThat(house.environment().getProperty("rivya.media.store")).isEqualTo("file:data/media");
    assertThat(house.environment().getProperty("management.server.address")).isEqualTo("127.0.0.1");
  }

  @Test
  void nothingIsWrongWithAnAccountAndNothingElse() throws IOException {
    CheckedHouse house =
        new CheckedHouse(folder)
            .shippedFlows()
            .config("rivya: { accounts: { studio: { api-key: rvya_sk_test } } }");

    assertThat(house.mistakes()).isEmpty();
  }

  @Test
  void anAccountOfTheShippedFileIsNoDefault() throws IOException {
    CheckedHouse house =
        new CheckedHouse(folder).config("rivya: { accounts: { studio: { rate: 1/s } } }");

    assertThat(house.environment().containsProperty("rivya.accounts.studio.rate")).isTrue();
    assertThat(house.environment().getProperty("rivya.accounts.production-image-workflow.rate"))
        .isNull();
  }

  @Test
  void everyKeyHasItsDefaultWhereNobodySetsIt() throws IOException {
    ConfigurableEnvironment bare = new CheckedHouse(folder).environment();

    for (ConfigurationMetadata.Key key : ConfigurationMetadata.load().keys()) {
      if (key.defaultValue() != null && !key.name().equals("rivya.routes")) {
        assertThat(bare.getProperty(key.name())).as(key.name()).isEqualTo(key.defaultValue());
      }
    }
  }

  @Test
  void anyPartOfTheShippedFileMayBeLeftOut() throws IOException {
    CheckedHouse house = new CheckedHouse(folder).shippedFlows();
    List<List<String>> paths = new ArrayList<>();
    collect(List.of(), shipped(), paths);
    assertThat(paths).hasSizeGreaterThan(30);

    for (List<String> path : paths) {
      Map<String, Object> file = shipped();
      Map<String, Object> parent = file;
      for (String part : path.subList(0, path.size() - 1)) {
        parent = map(parent.get(part));
      }
      parent.remove(path.get(path.size() - 1));
      house.config(new Yaml().dump(file));

      assertThat(house.mistakes()).as("without " + String.join(".", path)).isEmpty();
    }
  }

  @Test
  void anyKeyOfARunningFlowMayBeLeftOut() throws IOException {
    CheckedHouse house =
        new CheckedHouse(folder)
            .shippedFlows()
            .config(
                """
                rivya:
                  accounts: { production-image-workflow: { api-key: rvya_sk_test } }
                  s3: { default: { endpoint: "http://127.0.0.1:9" } }
                listing: { enabled: true }
                """);

    assertThat(house.mistakes()).isEmpty();
  }

  private static Map<String, Object> shipped() throws IOException {
    return new Yaml().load(Files.readString(SHIPPED));
  }

  private static void collect(
      List<String> above, Map<String, Object> below, List<List<String>> paths) {
    new TreeMap<>(below)
        .forEach(
            (key, value) -> {
              List<String> path = new ArrayList<>(above);
              path.add(key);
              paths.add(path);
              if (value instanceof Map) {
                collect(path, map(value), paths);
              }
            });
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
