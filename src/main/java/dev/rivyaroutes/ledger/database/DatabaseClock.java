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
 * offset to the local clock is measured at the start and every ten seconds, by the fastest of three
 * queries on one connection. Correctness does not depend on it: the fencing version decides which
 * process may write.
 */
public final class DatabaseClock extends Clock {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);
  private static final int SAMPLES = 3;

  private final DataSource dataSource;
  private final Clock local;
  private final DatabaseAvailability database;
  private final Heartbeats.Loop loop;
  private volatile Duration offset = Duration.ZERO;

  public DatabaseClock(
      DataSource dataSource, Clock local, DatabaseAvailability database, Heartbeats heartbeats) {
    this.dataSource = dataSource;
    this.local = local;
    this.database = database;
    this.loop = heartbeats.register("scheduler", Heartbeats.MAX_ITERATION);
    try {
      offset = measure();
    } catch (SQLException e) {
      throw new CannotGetJdbcConnectionException("Could not read the clock of the database", e);
    }
  }

  /** Measures the offset again; during an outage the last one remains in use. */
  @Scheduled(fixedDelay = 10_000, initialDelay = 10_000)
  void synchronize() {
    loop.beat();
    if (database.isUnavailable()) {
      return;
    }
    try {
      offset = measure();
    } catch (SQLException e) {
      if (!database.isPartOfOutage(e)) {
        LOG.warn(
            "Could not read the clock of the database; the last measured offset remains in use: {}",
            e.getMessage());
      }
    }
  }

  private record Sample(Duration roundTrip, Duration offset) {}

  private Duration measure() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement now = connection.prepareStatement("select current_timestamp")) {
      Sample[] samples = new Sample[SAMPLES];
      for (int i = 0; i < SAMPLES; i++) {
        samples[i] = sample(now);
      }
      return Stream.of(samples).min(Comparator.comparing(Sample::roundTrip)).orElseThrow().offset();
    }
  }

  private Sample sample(PreparedStatement now) throws SQLException {
    Instant before = local.instant();
    try (ResultSet row = now.executeQuery()) {
      row.next();
      Duration roundTrip = Duration.between(before, local.instant());
      Instant remote = row.getObject(1, OffsetDateTime.class).toInstant();
      return new Sample(roundTrip, Duration.between(before.plus(roundTrip.dividedBy(2)), remote));
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
