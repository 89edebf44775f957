package dev.rivyaroutes.ledger.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.stereotype.Component;

/**
 * Waits at the start for a database that cannot be reached yet, as while a whole machine or a
 * cluster starts. It asks without the pool, which would tell each failure with a stack trace.
 */
@Component
class AwaitDatabase implements FlywayMigrationStrategy {

  private static final Logger LOG = LoggerFactory.getLogger(AwaitDatabase.class);

  private static final Duration PAUSE = Duration.ofMillis(500);

  /** H2's code for a file that another process holds, as a program that is about to end. */
  private static final int IN_USE = 90020;

  private final DataSource database;
  private final LedgerProperties properties;

  AwaitDatabase(DataSource database, LedgerProperties properties) {
    this.database = database;
    this.properties = properties;
  }

  @Override
  public void migrate(Flyway flyway) {
    if (database instanceof HikariDataSource pool && pool.getJdbcUrl() != null) {
      await(pool);
    }
    flyway.migrate();
  }

  private void await(HikariDataSource pool) {
    long begin = System.nanoTime();
    boolean told = false;
    while (true) {
      try (Connection answered = ConnectionTimeouts.connect(pool)) {
        if (told) {
          LOG.info("The database answers");
        }
        return;
      } catch (SQLException e) {
        Duration waited = Duration.ofNanos(System.nanoTime() - begin);
        if (!isAway(e) || waited.compareTo(properties.startWait()) >= 0) {
          throw new DatabaseAway(e);
        }
        if (!told) {
          told = true;
          LOG.warn(
              "The database (spring.datasource.url) cannot be reached: {} The start waits for it for"
                  + " up to {} s (rivya.ledger.start-wait).",
              firstLine(e),
              properties.startWait().toSeconds());
        }
        pause();
      }
    }
  }

  /** No connection, not ready or too many callers: it may pass. A wrong password does not. */
  private static boolean isAway(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return state.startsWith("08")
        || state.startsWith("57P")
        || state.equals("53300")
        || failure.getErrorCode() == IN_USE;
  }

  private static String firstLine(SQLException failure) {
    String line = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    return line.endsWith(".") ? line : line + ".";
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The start was interrupted.", e);
    }
  }

  /** Carries the refusal of the database to who explains it. */
  private static final class DatabaseAway extends RuntimeException {
    DatabaseAway(SQLException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
