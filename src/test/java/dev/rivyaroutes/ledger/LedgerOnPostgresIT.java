package dev.rivyaroutes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.rivyaroutes.ledger.database.ConnectionTimeouts;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The ledger on PostgreSQL, as replicas have it. */
class LedgerOnPostgresIT extends LedgerContract implements BudgetLockContract, PastBriefsContract {
  private static EmbeddedPostgres postgres;
  private static HikariDataSource pool;

  @BeforeAll
  static void open() throws IOException {
    postgres = EmbeddedPostgres.start();
    pool = new HikariDataSource();
    pool.setDataSource(postgres.getPostgresDatabase());
    Flyway.configure().dataSource(pool).locations("classpath:db/postgresql").load().migrate();
  }

  @AfterAll
  static void close() throws IOException {
    pool.close();
    postgres.close();
  }

  private static JdbcTemplate bound(HikariDataSource pool, String address) {
    pool.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres") + address);
    ConnectionTimeouts.apply(pool, Duration.ofSeconds(10));
    return new JdbcTemplate(pool);
  }

  private static String setting(JdbcTemplate jdbc, String name) {
    return jdbc.queryForObject("show " + name, String.class);
  }

  @Test
  void givesEveryWaitAnEndUnlessTheAddressDoes() throws SQLException {
    try (HikariDataSource own = new HikariDataSource();
        HikariDataSource address = new HikariDataSource()) {
      JdbcTemplate jdbc = bound(own, "");
      assertThat(setting(jdbc, "statement_timeout")).isEqualTo("8s");
      assertThat(setting(jdbc, "lock_timeout")).isEqualTo("5s");
      assertThat(setting(jdbc, "idle_in_transaction_session_timeout")).isEqualTo("20s");
      try (Connection connection = own.getConnection()) {
        assertThat(connection.getNetworkTimeout()).isEqualTo(10_000);
      }

      jdbc = bound(address, "&options=-c%20statement_timeout=3min&socketTimeout=77");
      assertThat(setting(jdbc, "statement_timeout")).isEqualTo("3min");
      assertThat(setting(jdbc, "lock_timeout")).isEqualTo("5s");
      try (Connection connection = address.getConnection()) {
        assertThat(connection.getNetworkTimeout()).isEqualTo(77_000);
      }
    }
  }

  @Override
  public String address() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  @Override
  DataSource database() {
    return pool;
  }
}
