package dev.rivyaroutes.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeyTest {

  @TempDir Path folder;

  @Test
  void takesTheConfiguredKeyWithoutItsBlanks() {
    assertThat(new ApiKey("main", " key-1 ", "").value()).isEqualTo("key-1");
  }

  @Test
  void readsAChangedFileAnewEvenWithinTheSameTick() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "");
    FileTime tick = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(file, tick);
    ApiKey key = new ApiKey("main", "", file.toString());
    assertThat(key.value()).isEmpty();
    String before = key.mark();

    Files.writeString(file, "key-2\n");
    Files.setLastModifiedTime(file, tick);

    assertThat(key.value()).isEqualTo("key-2");
    assertThat(key.mark()).isNotEqualTo(before).doesNotContain("key-2");
  }

  @Test
  void takesAByteOrderMarkOff() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "\uFEFFkey-3\r\n");

    assertThat(new ApiKey("main", "", file.toString()).value()).isEqualTo("key-3");
  }

  @Test
  void hasNoKeyWhileItsFileIsAway() throws Exception {
    Path file = folder.resolve("key");
    ApiKey key = new ApiKey("main", "", file.toString());
    assertThat(key.value()).isEmpty();

    Files.writeString(file, "key-3");

    assertThat(key.value()).isEqualTo("key-3");
  }
}
