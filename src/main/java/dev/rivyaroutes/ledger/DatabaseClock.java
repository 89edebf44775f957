package dev.rivyaroutes.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * The database's clock, so that all replicas agree on what is due and which lease has ended. The
 * difference to this machine's clock is measured at start and every ten seconds. Correctness never
 * hangs on it: the fencing version decides who may write.
 */
final class DatabaseClock extends Clock {

  private final JdbcClient jdbc;
  private final Clock local;
  private volatile Duration offset = Duration.ZERO;

  DatabaseClock(JdbcClient jdbc, Clock local) {
    this.jdbc = jdbc;
    this.local = local;
    synchronize();
  }

  @Scheduled(fixedDelay = 10_000, initialDelay = 10_000)
  void synchronize() {
    Instant before = local.instant();
    OffsetDateTime database =
        jdbc.sql("select current_timestamp").query(OffsetDateTime.class).single();
    Duration halfTrip = Duration.between(before, local.instant()).dividedBy(2);
    offset = Duration.between(before.plus(halfTrip), database.toInstant());
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
