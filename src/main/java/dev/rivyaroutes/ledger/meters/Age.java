package dev.rivyaroutes.ledger.meters;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How long ago something began, as metrics show it. */
public final class Age {

  private static final double NANOS_A_SECOND = 1e9;

  private Age() {}

  /** In seconds; 0 for null, and for the future. */
  public static double seconds(Instant since, Clock clock) {
    if (since == null) {
      return 0;
    }
    Duration age = Duration.between(since, clock.instant());
    return Math.max(0, age.getSeconds() + age.getNano() / NANOS_A_SECOND);
  }
}
