package dev.rivyaroutes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.database.ConnectionConfiguration;
import dev.rivyaroutes.ledger.database.Heartbeats;
import dev.rivyaroutes.ledger.database.LedgerProperties;
import dev.rivyaroutes.ledger.meters.LedgerMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

class EmbeddedLedgerTest {
  @TempDir Path folder;

  @Test
  void writesAtTheCommitWhateverTheAddressSays() {
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl("jdbc:h2:file:" + folder.resolve("ledger") + ";WRITE_DELAY=500");
      ConnectionConfiguration.writeAtCommit(pool);
      assertThat(
              new JdbcTemplate(pool)
                  .queryForList(
                      "select setting_value from information_schema.settings"
                          + " where setting_name = 'WRITE_DELAY'",
                      String.class))
          .containsOnly("0");
    }
  }

  @Test
  void reservesManyNumbersOfTheTimelineAtOnce() {
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl("jdbc:h2:file:" + folder.resolve("ledger"));
      Flyway.configure().dataSource(pool).load().migrate();
      JdbcTemplate jdbc = new JdbcTemplate(pool);
      LedgerProperties properties =
          new LedgerProperties(
              Replica.LEASE,
              Replica.MAX_CLAIMS,
              Duration.ofDays(90),
              Replica.PATIENCE,
              Duration.ZERO);
      new LedgerConfiguration()
          .groupCommit(
              pool,
              new WorkSignal(),
              jdbc,
              properties,
              new Heartbeats(),
              new LedgerMeters(new SimpleMeterRegistry()))
          .close();
      assertThat(
              jdbc.queryForObject(
                  "select identity_cache from information_schema.columns"
                      + " where table_name = 'JOB_EVENT' and column_name = 'ID'",
                  Long.class))
          .isEqualTo(1_000);
    }
  }
}
