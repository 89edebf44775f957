package dev.rivyaroutes.brief.message;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** When a source polls next: after its delay, at once for news, and later after each failure. */
final class PollSchedule {
  private static final int MOST_DELAYS = 8;
  private static final Duration TAKE_OVER = Duration.ofSeconds(10);

  private final Clock clock;
  private final Duration delay;
  private final AtomicBoolean woken = new AtomicBoolean();
  private Instant next = Instant.MIN;
  private int backoff;

  PollSchedule(Clock clock, Duration delay) {
    this.clock = clock;
    this.delay = delay;
  }

  /** Makes the next poll due. */
  void wake() {
    woken.set(true);
  }

  boolean isDue(boolean news) {
    return !clock.instant().isBefore(next) || backoff == 0 && (news || woken.get());
  }

  void begin() {
    woken.set(false);
  }

  void polled() {
    backoff = 0;
    next = clock.instant().plus(delay);
  }

  void failed() {
    backoff = backoff == 0 ? 1 : Math.min(backoff * 2, MOST_DELAYS);
    next = clock.instant().plus(delay.multipliedBy(backoff));
  }

  /** Another replica polls; this one tries to take over when that one ends. */
  void standBy() {
    backoff = 0;
    next = clock.instant().plus(delay.compareTo(TAKE_OVER) < 0 ? delay : TAKE_OVER);
  }
}
