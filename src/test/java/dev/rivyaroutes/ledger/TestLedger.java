package dev.rivyaroutes.ledger;

import com.zaxxer.hikari.HikariDataSource;
import dev.rivyaroutes.ledger.database.ConnectionConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.util.FileSystemUtils;

/** An embedded ledger in a file of its own, which is deleted with the pool. */
public final class TestLedger extends HikariDataSource {

  private final Path folder;

  private TestLedger(Path folder) {
    this.folder = folder;
    setJdbcUrl("jdbc:sqlite:" + folder.resolve("ledger.db"));
    setMinimumIdle(0);
    setConnectionTimeout(10_000);
    ConnectionConfiguration.embed(this);
  }

  /** A new file without tables. */
  public static TestLedger open() {
    try {
      return new TestLedger(
          Files.createTempDirectory(Files.createDirectories(Path.of("target/ledgers")), "ledger"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static TestLedger migrated() {
    TestLedger ledger = open();
    migrate(ledger);
    return ledger;
  }

  public Path file() {
    return folder.resolve("ledger.db").toAbsolutePath();
  }

  /** Makes the tables of SQLite. */
  public static void migrate(DataSource database) {
    Flyway.configure().dataSource(database).locations("classpath:db/sqlite").load().migrate();
  }

  @Override
  public void close() {
    super.close();
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
