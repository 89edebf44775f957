package dev.rivyaroutes.ledger.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.testing.LogLines;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;

/** What counts as an outage of the database, and what the log says of it. */
class WatchDatabaseTest {

  private static final Logger LOG = LoggerFactory.getLogger(WatchDatabaseTest.class);
  private static final Exception GONE =
      new DataAccessResourceFailureException("", new SQLException("Connection refused", "08001"));

  private final JdbcDataSource database = new JdbcDataSource();
  private final WatchDatabase watch =
      new WatchDatabase(database::getConnection, database, Duration.ofSeconds(10));
  private final SuppressOutageLogs quiet = SuppressOutageLogs.of(watch);
  private final LogLines lines = LogLines.of(DatabaseOutage.class, WatchDatabaseTest.class);

  @BeforeEach
  void start() {
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID());
    watch.start();
  }

  @AfterEach
  void stop() {
    quiet.close();
    lines.close();
    watch.stop();
  }

  @Test
  void leavesFailuresThatAreNoOutageToWhoHasThem() {
    assertThat(watch.isPartOfOutage(new IllegalStateException("a bug"))).isFalse();
    assertThat(
            watch.isPartOfOutage(
                new DataIntegrityViolationException("", new SQLException("too long", "22001"))))
        .isFalse();
    assertThat(watch.isPartOfOutage(new LedgerUnavailable("slow", new TimeoutException())))
        .isFalse();
    LOG.warn("A route failed", new IllegalStateException("a bug"));
    assertThat(watch.isUnavailable()).isFalse();
    assertThat(lines.all()).containsExactly("WARN A route failed");
    assertThat(lines.hasStackTrace()).isTrue();
  }

  @Test
  void isNotAwayWhenTheServerRefusesOneConnectionMore() {
    assertThat(refusedWith("53300").isUnavailable()).isFalse();
    assertThat(refusedWith("08001").isUnavailable()).isTrue();
    assertThat(refusedWith("57P03").isUnavailable()).isTrue();
  }

  private static WatchDatabase refusedWith(String state) {
    WatchDatabase other =
        new WatchDatabase(
            () -> {
              throw new SQLException("refused", state);
            },
            null,
            Duration.ofSeconds(10));
    other.check();
    return other;
  }

  @Test
  void reportsAnOutageOnceHoweverManyMeetIt() {
    database.setURL("jdbc:h2:tcp://127.0.0.1:1/gone"); // Else the watch may report its return.
    for (int i = 0; i < 20; i++) {
      LOG.error("A route failed", GONE);
      LOG.warn("A job failed: {}, {}", GONE, i);
    }
    assertThat(lines.all())
        .singleElement()
        .asString()
        .contains("is unavailable", "Connection refused");
    assertThat(lines.hasStackTrace()).isFalse();
  }
}
