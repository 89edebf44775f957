package dev.rivyaroutes.ledger.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * The database's clock, so that all replicas agree on what is due and which lease has ended. The
 * difference to this machine's clock is measured at start and every ten seconds, by the quickest of
 * some questions over a connection that is there: a wait for the pool is no travel time.
 * Correctness never hangs on it: the fencing version decides who may write.
 */
public final class DatabaseClock extends Clock {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);
  private static final int SAMPLES = 3;

  private final DataSource database;
  private final Clock local;
  private final DatabaseAvailability ledger;
  private final Heartbeats.Loop heart;
  private volatile Duration offset = Duration.ZERO;

  public DatabaseClock(
      DataSource database, Clock local, DatabaseAvailability ledger, Heartbeats hearts) {
    this.database = database;
    this.local = local;
    this.ledger = ledger;
    this.heart = hearts.register("scheduler", Heartbeats.MAX_ITERATION);
    try {
      offset = measure();
    } catch (SQLException e) {
      throw new CannotGetJdbcConnectionException("The clock of the database cannot be read", e);
    }
  }

  /** Takes the difference anew; while the database does not answer, the last one holds. */
  @Scheduled(fixedDelay = 10_000, initialDelay = 10_000)
  void synchronize() {
    heart.beat();
    if (ledger.isUnavailable()) {
      return;
    }
    try {
      offset = measure();
    } catch (SQLException e) {
      if (!ledger.isPartOfOutage(e)) {
        LOG.warn(
            "The clock of the database cannot be read; the last difference holds: {}",
            e.getMessage());
      }
    }
  }

  private record Sample(Duration trip, Duration offset) {}

  private Duration measure() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement now = connection.prepareStatement("select current_timestamp")) {
      Sample[] samples = new Sample[SAMPLES];
      for (int i = 0; i < SAMPLES; i++) {
        samples[i] = sample(now);
      }
      return Stream.of(samples).min(Comparator.comparing(Sample::trip)).orElseThrow().offset();
    }
  }

  private Sample sample(PreparedStatement now) throws SQLException {
    Instant before = local.instant();
    try (ResultSet row = now.executeQuery()) {
      row.next();
      Duration trip = Duration.between(before, local.instant());
      Instant there = row.getObject(1, OffsetDateTime.class).toInstant();
      return new Sample(trip, Duration.between(before.plus(trip.dividedBy(2)), there));
    }
  }

  @Override
  public Instant instant() {
    return local.instant().plus(offset);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
