package dev.rivyaroutes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;

/** What counts as an outage of the database, and what the log says of it. */
@ExtendWith(OutputCaptureExtension.class)
class WatchLedgerTest {

  private static final Logger LOG = LoggerFactory.getLogger("a route");
  private static final Exception GONE =
      new DataAccessResourceFailureException("", new SQLException("Connection refused", "08001"));

  private final JdbcDataSource database = new JdbcDataSource();
  private final WatchLedger watch =
      new WatchLedger(database::getConnection, database, Duration.ofSeconds(10));
  private final QuietOutage quiet = QuietOutage.of(watch);

  @BeforeEach
  void start() {
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID());
    watch.start();
  }

  @AfterEach
  void stop() {
    quiet.close();
    watch.stop();
  }

  @Test
  void leavesFailuresThatAreNoOutageToWhoHasThem(CapturedOutput output) {
    assertThat(watch.explains(new IllegalStateException("a bug"))).isFalse();
    assertThat(
            watch.explains(
                new DataIntegrityViolationException("", new SQLException("too long", "22001"))))
        .isFalse();
    assertThat(watch.explains(new LedgerUnavailable("slow", new TimeoutException()))).isFalse();
    LOG.warn("A route failed", new IllegalStateException("a bug"));
    assertThat(watch.isAway()).isFalse();
    assertThat(output).contains("A route failed", "a bug").doesNotContain("does not answer");
  }

  @Test
  void isNotAwayWhenTheServerRefusesOneConnectionMore() {
    assertThat(refusedWith("53300").isAway()).isFalse();
    assertThat(refusedWith("08001").isAway()).isTrue();
    assertThat(refusedWith("57P03").isAway()).isTrue();
  }

  private static WatchLedger refusedWith(String state) {
    WatchLedger other =
        new WatchLedger(
            () -> {
              throw new SQLException("refused", state);
            },
            null,
            Duration.ofSeconds(10));
    other.check();
    return other;
  }

  @Test
  void tellsAnOutageOnceHoweverManyMeetIt(CapturedOutput output) {
    for (int i = 0; i < 20; i++) {
      LOG.error("A route failed", GONE);
      LOG.warn("A job failed: {}, {}", GONE, i);
    }
    assertThat(output.getAll().lines().filter(line -> line.contains("does not answer"))).hasSize(1);
    assertThat(output)
        .contains("Connection refused")
        .doesNotContain("A route failed", "A job failed", "\tat ");
  }
}
