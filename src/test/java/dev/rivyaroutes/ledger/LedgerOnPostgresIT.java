package dev.rivyaroutes.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The ledger on PostgreSQL, as replicas have it. */
class LedgerOnPostgresIT extends LedgerContract {
  private static EmbeddedPostgres postgres;
  private static HikariDataSource pool;

  @BeforeAll
  static void open() throws IOException {
    postgres = EmbeddedPostgres.start();
    pool = new HikariDataSource();
    pool.setDataSource(postgres.getPostgresDatabase());
    migrated(pool);
  }

  @AfterAll
  static void close() throws IOException {
    pool.close();
    postgres.close();
  }

  @Override
  DataSource database() {
    return pool;
  }
}
