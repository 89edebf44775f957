package dev.rivyaroutes.ledger.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.rivyaroutes.testing.FreePort;
import dev.rivyaroutes.testing.LogLines;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

class AwaitDatabaseTest {

  /** Flyway has a connection of its own to PostgreSQL, and not the pool. */
  @Test
  void waitsForAServerThatIsNotThereYet() throws IOException {
    try (HikariDataSource pool = new HikariDataSource();
        LogLines log = LogLines.of(AwaitDatabase.class)) {
      pool.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + FreePort.find() + "/rivya");
      Flyway flyway = Flyway.configure().dataSource(ConnectionTimeouts.forMigrations(pool)).load();
      LedgerProperties properties =
          new LedgerProperties(
              Duration.ofSeconds(30),
              3,
              Duration.ofDays(90),
              Duration.ofSeconds(10),
              Duration.ofMillis(1_500));
      AwaitDatabase await = new AwaitDatabase(pool, Optional.empty(), properties);

      assertThatThrownBy(() -> await.migrate(flyway)).hasRootCauseInstanceOf(IOException.class);

      assertThat(String.join("\n", log.all()))
          .containsOnlyOnce("The database (spring.datasource.url) cannot be reached")
          .contains("rivya.ledger.start-wait");
    }
  }
}
