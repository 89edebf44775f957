package dev.rivyaroutes.check.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

@EnabledOnOs({OS.LINUX, OS.MAC})
class KeepFoldersPrivateTest {

  @TempDir Path house;
  private Path data;

  /** JUnit's own folder is private already, and would hide what lies in it. */
  @BeforeEach
  void open() throws IOException {
    mode(house, "rwxr-xr-x");
    data = house.resolve("data");
  }

  @Test
  void makesItsOwnFoldersForItsUserAlone() throws IOException {
    assertThat(KeepFoldersPrivate.prepare(folders())).isEmpty();

    assertThat(OwnerOnly.mode(data)).isEqualTo("rwx------");
    assertThat(OwnerOnly.mode(data.resolve("media"))).isEqualTo("rwx------");
    assertThat(KeepFoldersPrivate.prepare(folders())).isEmpty();
  }

  @Test
  void reportsAWiderFolderAndLeavesItsMode() throws IOException {
    mode(Files.createDirectory(data), "rwxr-x---");

    assertThat(KeepFoldersPrivate.prepare(folders()))
        .containsExactly(
            "Other users of this host can read %s (mode rwxr-x---), where the program keeps prompts and media. Run: chmod 700 %s"
                .formatted(data, data));
    assertThat(OwnerOnly.mode(data)).isEqualTo("rwxr-x---");
  }

  @Test
  void leavesAFolderAloneThatLiesInAPrivateOne() throws IOException {
    mode(Files.createDirectories(data.resolve("media")), "rwxr-xr-x");
    mode(data, "rwx------");

    assertThat(KeepFoldersPrivate.prepare(folders())).isEmpty();
  }

  @Test
  void findsNoFolderWhereLedgerAndMediaAreElsewhere() {
    assertThat(
            KeepFoldersPrivate.folders(
                environment("jdbc:postgresql://db/ledger", "s3://bucket/media")))
        .isEmpty();
  }

  private List<Path> folders() {
    return KeepFoldersPrivate.folders(
        environment("jdbc:sqlite:" + data + "/ledger.db?A=B", "file:" + data + "/media"));
  }

  private static StandardEnvironment environment(String ledger, String media) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "set", Map.of("spring.datasource.url", ledger, "rivya.media.store", media)));
    return environment;
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }
}
