package dev.rivyaroutes.ledger.meters;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How long ago something began, as metrics show it. */
public final class Age {

  private Age() {}

  /** In seconds; 0 for null, and for the future. */
  public static double seconds(Instant since, Clock clock) {
    return since == null
        ? 0
        : Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1000.0);
  }
}
