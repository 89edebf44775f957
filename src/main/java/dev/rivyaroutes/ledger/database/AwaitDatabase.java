package dev.rivyaroutes.ledger.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.rivyaroutes.ledger.sqlite.LedgerFile;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.stereotype.Component;

/**
 * Waits at the start until the database accepts connections, for example while a whole machine or
 * cluster starts. It connects without the pool, which would log a stack trace for each failure.
 */
@Component
class AwaitDatabase implements FlywayMigrationStrategy {

  private static final Logger LOG = LoggerFactory.getLogger(AwaitDatabase.class);

  private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);

  private final DataSource database;
  private final Optional<LedgerFile> ledgerFile;
  private final LedgerProperties properties;

  AwaitDatabase(DataSource database, Optional<LedgerFile> ledgerFile, LedgerProperties properties) {
    this.database = database;
    this.ledgerFile = ledgerFile;
    this.properties = properties;
  }

  @Override
  public void migrate(Flyway flyway) {
    if (ledgerFile.isPresent()) {
      // A file may be in use by another process that is shutting down.
      await(ledgerFile.get()::open);
    } else if (database instanceof HikariDataSource pool && pool.getJdbcUrl() != null) {
      await(() -> ConnectionTimeouts.connect(pool).close());
    }
    flyway.migrate();
  }

  private interface Attempt {
    void run() throws SQLException;
  }

  private void await(Attempt connect) {
    long begin = System.nanoTime();
    boolean logged = false;
    while (true) {
      try {
        connect.run();
        if (logged) {
          LOG.info("The database is available; the start continues.");
        }
        return;
      } catch (SQLException e) {
        Duration waited = Duration.ofNanos(System.nanoTime() - begin);
        if (!isTemporary(e) || waited.compareTo(properties.startWait()) >= 0) {
          throw new DatabaseUnavailable(e);
        }
        if (!logged) {
          logged = true;
          LOG.warn(
              "The database (spring.datasource.url) cannot be reached: {} The start retries for up to"
                  + " {} s (rivya.ledger.start-wait).",
              firstLine(e),
              properties.startWait().toSeconds());
        }
        sleep();
      }
    }
  }

  /** No connection, not ready or too many clients is temporary; a wrong password is not. */
  private static boolean isTemporary(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return state.startsWith("08")
        || state.startsWith("57P")
        || state.equals("53300")
        || state.equals(LedgerFile.IN_USE);
  }

  private static String firstLine(SQLException failure) {
    String line = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    return line.endsWith(".") ? line : line + ".";
  }

  private static void sleep() {
    try {
      Thread.sleep(RETRY_INTERVAL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "The program was stopped while it waited for the database.", e);
    }
  }

  /** Carries the error of the database to the analyzer that explains a failed start. */
  private static final class DatabaseUnavailable extends RuntimeException {
    DatabaseUnavailable(SQLException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
