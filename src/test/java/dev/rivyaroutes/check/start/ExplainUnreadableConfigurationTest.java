package dev.rivyaroutes.check.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.FileSystemResource;

class ExplainUnreadableConfigurationTest {

  @Test
  void namesFileAndLine(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("application-good.yaml"), "rivya:\n  routes: x\n");
    Path bad = folder.resolve("application.yaml");
    Files.writeString(bad, "rivya:\n  wait:\n    first: 2s\n   late: 1m\n");

    Throwable failure =
        Assertions.catchThrowable(
            () -> new YamlPropertySourceLoader().load("bad", new FileSystemResource(bad)));

    assertThat(new ExplainUnreadableConfiguration(folder).analyze(failure).getDescription())
        .startsWith(bad + ":4: The YAML cannot be read:")
        .contains("Correct this line or the one above");
  }
}
