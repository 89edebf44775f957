package dev.rivyaroutes.ledger;

import com.zaxxer.hikari.HikariDataSource;
import dev.rivyaroutes.ledger.database.ConnectionConfiguration;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The ledger in a file, as it is without any configuration. */
class LedgerOnH2Test extends LedgerContract {
  @TempDir static Path folder;
  private static HikariDataSource pool;

  @BeforeAll
  static void open() {
    pool = new HikariDataSource();
    pool.setJdbcUrl("jdbc:h2:file:" + folder.resolve("ledger"));
    ConnectionConfiguration.writeAtCommit(pool);
    migrated(pool);
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  @Override
  DataSource database() {
    return pool;
  }
}
