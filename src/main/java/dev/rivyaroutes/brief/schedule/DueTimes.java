package dev.rivyaroutes.brief.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The times of a schedule that are due at a poll.
 *
 * @param onTime each makes a brief
 * @param missed the latest that passed while nobody could take it; null if there is none
 */
record DueTimes(List<Instant> onTime, Instant missed) {

  /** The time of a restart, or until another replica takes over. */
  private static final Duration LATE = Duration.ofMinutes(5);

  /** The most between two polls of a running schedule. */
  private static final Duration POLLED = Duration.ofSeconds(10);

  /**
   * @param after up to where all times are settled
   */
  static DueTimes of(ScheduleTimes times, Instant after, Instant now) {
    Instant polled = latest(after, now.minus(POLLED));
    List<Instant> onTime = times.between(polled, now);
    Optional<Instant> last = times.latest(after, polled);
    if (onTime.isEmpty() && last.isPresent() && !last.get().isBefore(now.minus(LATE))) {
      onTime = List.of(last.get());
      last = times.latest(after, last.get().minusNanos(1));
    }
    return new DueTimes(onTime, last.orElse(null));
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
