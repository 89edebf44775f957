package dev.rivyaroutes.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.testing.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerFileTest {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("data/ledger.db");
  }

  @Test
  void makesAFileOfItsOwnerOnly() throws Exception {
    try (LedgerFile file = new LedgerFile(file())) {
      file.open();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
          .isEqualTo("rw-------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void isOpenedByOneAtATime() throws Exception {
    try (LedgerFile first = new LedgerFile(file());
        LedgerFile second = new LedgerFile(file())) {
      first.open();
      assertThatThrownBy(second::open)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("Another process has the ledger's file", file().toString())
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("55006");
      first.close();
      second.open();
    }
  }

  @Test
  void refusesToBeginAnewBesideAnOlderLedger() throws IOException {
    Files.createDirectories(file().getParent());
    Files.createFile(folder.resolve("data/ledger.mv.db"));
    try (LedgerFile file = new LedgerFile(file())) {
      assertThatThrownBy(file::open)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll(
              "ledger.mv.db is a ledger of an earlier version", "move that file away");
      assertThat(file()).doesNotExist();
    }
  }

  @Test
  void continuesBesideAnOlderLedgerOnceItHasBegun() throws Exception {
    try (LedgerFile file = new LedgerFile(file())) {
      file.open();
    }
    Files.createFile(folder.resolve("data/ledger.mv.db"));
    try (LedgerFile file = new LedgerFile(file())) {
      assertThatCode(file::open).doesNotThrowAnyException();
    }
  }

  @Test
  void namesAFolderInWhichItCannotWrite() throws IOException {
    Files.createFile(folder.resolve("data"));
    try (LedgerFile file = new LedgerFile(file())) {
      assertThatThrownBy(file::open)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll("cannot be written", "spring.datasource.url");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nfs", "nfs4", "cifs", "smb3", "fuse.sshfs"})
  void refusesANetworkShare(String type) {
    try (LedgerFile file = new LedgerFile(file())) {
      assertThatThrownBy(() -> file.refuseShare(type))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll("network share (" + type + ")", "local disk");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "xfs", "btrfs", "apfs", "NTFS", "overlay", "tmpfs"})
  void takesALocalDisk(String type) {
    try (LedgerFile file = new LedgerFile(file())) {
      assertThatCode(() -> file.refuseShare(type)).doesNotThrowAnyException();
    }
  }

  /** The files as a process leaves them that is killed. */
  private void endUncleanly() throws SQLException, IOException {
    Path written = folder.resolve("written.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + written);
        Statement statement = connection.createStatement()) {
      statement.execute("pragma journal_mode = wal");
      statement.execute("create table job (id text, cause text)");
      statement.execute(
          "with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000)"
              + " insert into job select i, hex(randomblob(50)) from n");
      statement.execute("pragma wal_checkpoint(full)");
      statement.execute("insert into job values ('last', '')");
      Files.createDirectories(file().getParent());
      Files.copy(written, file(), StandardCopyOption.REPLACE_EXISTING);
      Files.copy(
          LedgerFile.log(written), LedgerFile.log(file()), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Test
  void checksTheFileAfterAnUncleanEnd() throws Exception {
    endUncleanly();
    try (LedgerFile file = new LedgerFile(file());
        LogLines log = LogLines.of(LedgerFile.class)) {
      file.open();
      assertThat(log.all())
          .singleElement()
          .asString()
          .contains("had not ended cleanly", "is sound");
    }
  }

  @Test
  void refusesADamagedFileAfterAnUncleanEnd() throws Exception {
    endUncleanly();
    byte[] bytes = Files.readAllBytes(file());
    for (int i = 8 * 4096; i < 20 * 4096; i++) {
      bytes[i] = 7;
    }
    Files.write(file(), bytes);
    Files.write(LedgerFile.log(file()), new byte[] {1});
    try (LedgerFile file = new LedgerFile(file())) {
      assertThatThrownBy(file::open)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll("is damaged", "Restore it from a backup");
    }
  }
}
