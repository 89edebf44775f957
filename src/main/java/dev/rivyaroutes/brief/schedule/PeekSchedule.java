package dev.rivyaroutes.brief.schedule;

import java.time.Instant;

/** The next time of a schedule. */
public final class PeekSchedule {
  private final ScheduleTimes times;

  /**
   * @throws IllegalArgumentException with parameter, value and remedy
   */
  public PeekSchedule(String cron, String zone, Instant now) {
    times = ScheduleTimes.of(cron, zone, now);
  }

  /** Null if it never comes again. */
  public Instant next(Instant now) {
    return times.next(now).orElse(null);
  }
}
