package dev.rivyaroutes.ledger;

import com.zaxxer.hikari.HikariDataSource;
import dev.rivyaroutes.ledger.database.ConnectionConfiguration;
import dev.rivyaroutes.ledger.sqlite.SqliteDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

  /** A new file with all tables: a copy, because migrations take a hundred times as long. */
  public static TestLedger migrated() {
    TestLedger ledger = open();
    try {
      Files.write(ledger.file(), Migrated.FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ledger;
  }

  /** The bytes of a file that was migrated once in this process. */
  private static final class Migrated {
    static final byte[] FILE = make();

    private static byte[] make() {
      try {
        Path file = Files.createTempFile("ledger", ".db");
        migrate(new SqliteDataSource(file, Duration.ofSeconds(10)));
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        return bytes;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
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
