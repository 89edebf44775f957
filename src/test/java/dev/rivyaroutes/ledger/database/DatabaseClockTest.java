package dev.rivyaroutes.ledger.database;

import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rivyaroutes.flowtest.world.MovableClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The difference between the clocks, measured over a pool that is busy or away. */
class DatabaseClockTest {

  private final MovableClock local = new MovableClock();
  private final JdbcDataSource database = new JdbcDataSource();
  private boolean away;

  @BeforeEach
  void open() {
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID());
  }

  /** A pool that gives a connection after a minute only. */
  private final class Busy extends DelegatingDataSource {
    private Busy() {
      super(database);
    }

    @Override
    public Connection getConnection() throws SQLException {
      local.forward(Duration.ofMinutes(1));
      if (away) {
        throw new SQLException("Connection refused", "08001");
      }
      return super.getConnection();
    }
  }

  private final DatabaseAvailability availability =
      new DatabaseAvailability() {
        @Override
        public boolean isUnavailable() {
          return false;
        }

        @Override
        public boolean isPartOfOutage(Throwable failure) {
          return true;
        }
      };

  @Test
  void takesNoWaitForThePoolForTravelTime() {
    DatabaseClock clock = new DatabaseClock(new Busy(), local, availability, new Heartbeats());
    assertThat(clock.instant()).isCloseTo(Instant.now(), within(10, SECONDS));
    clock.synchronize();
    assertThat(clock.instant()).isCloseTo(Instant.now(), within(10, SECONDS));
  }

  @Test
  void keepsTheLastDifferenceWhileTheDatabaseIsAway() {
    DatabaseClock clock = new DatabaseClock(new Busy(), local, availability, new Heartbeats());
    Duration before = Duration.between(local.instant(), clock.instant());
    away = true;
    clock.synchronize();
    assertThat(Duration.between(local.instant(), clock.instant()))
        .isCloseTo(before, Duration.ofSeconds(10));
  }
}
