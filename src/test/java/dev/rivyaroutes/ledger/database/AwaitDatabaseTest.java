package dev.rivyaroutes.ledger.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AwaitDatabaseTest {

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Flyway has a connection of its own to PostgreSQL, and not the pool. */
  @Test
  void waitsForAServerThatIsNotThereYet(CapturedOutput output) throws IOException {
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + closedPort() + "/rivya");
      Flyway flyway = Flyway.configure().dataSource(ConnectionTimeouts.forMigrations(pool)).load();
      LedgerProperties properties =
          new LedgerProperties(
              Duration.ofSeconds(30),
              3,
              Duration.ofDays(90),
              Duration.ofSeconds(10),
              Duration.ofMillis(1_500));
      AwaitDatabase await = new AwaitDatabase(pool, properties);

      assertThatThrownBy(() -> await.migrate(flyway)).hasRootCauseInstanceOf(IOException.class);

      assertThat(output)
          .containsOnlyOnce("The database (spring.datasource.url) cannot be reached")
          .contains("rivya.ledger.start-wait");
    }
  }
}
