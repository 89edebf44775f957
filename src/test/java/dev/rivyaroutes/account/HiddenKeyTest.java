package dev.rivyaroutes.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.HiddenSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HiddenKeyTest {

  @Test
  void hidesTheKeyOfAFileAlsoOnceItIsReplaced(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "first-key-of-a-file\n");
    ApiKey key = new ApiKey("studio", "", file.toString());
    key.value();
    Files.writeString(file, "second-key-of-a-file\n");
    key.value();

    assertThat(HiddenSecrets.hide("first-key-of-a-file, second-key-of-a-file")).isEqualTo("…, …");
  }

  @Test
  void hidesAConfiguredKey() {
    new ApiKey("studio", "configured-key-of-studio", "");

    assertThat(HiddenSecrets.hide("configured-key-of-studio")).isEqualTo("…");
  }
}
