package dev.rivyaroutes.brief;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows which files are completely written: those whose size and time have not changed for a while
 * since they were first seen. Their own times are only compared, because copies may keep old ones
 * and the clocks of servers differ. A file that failed is retried after a back-off of up to a
 * minute. No thread blocks meanwhile.
 *
 * @param <K> what a file is known by
 */
public final class FileStability<K> {
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);

  /** An empty file is usually the start of a longer one. */
  private static final Duration EMPTY_WAIT = Duration.ofMinutes(1);

  /** Further files are seen once these are processed. */
  private static final int MOST_FILES = 100_000;

  private final Map<K, Sighting> sightings = new ConcurrentHashMap<>();
  private final Clock clock;
  private final Duration stability;
  private volatile Instant swept;

  private record Sighting(long size, Object modified, Instant since, Instant seen, int failures) {
    boolean isOf(long size, Object modified) {
      return this.size == size && this.modified.equals(modified);
    }
  }

  public FileStability(Clock clock, Duration stability) {
    this.clock = clock;
    this.stability = stability;
    this.swept = clock.instant();
  }

  /**
   * Whether the file is stable. Each call records a sighting.
   *
   * @param modified when it was last modified, in the terms of the source
   */
  public boolean isStable(K file, long size, Object modified) {
    Instant moment = clock.instant();
    sweep(moment);
    if (sightings.size() >= MOST_FILES && !sightings.containsKey(file)) {
      return false;
    }
    Sighting sighting =
        sightings.compute(
            file,
            (key, before) ->
                before != null && before.isOf(size, modified)
                    ? new Sighting(size, modified, before.since(), moment, before.failures())
                    : new Sighting(size, modified, moment, moment, 0));
    return !moment.isBefore(sighting.since().plus(wait(sighting)));
  }

  /** Since when the file is unchanged; now for one that was not seen. */
  public Instant unchangedSince(K file) {
    Sighting sighting = sightings.get(file);
    return sighting == null ? clock.instant() : sighting.since();
  }

  /** The file failed: it backs off before it counts as stable again. */
  public void failed(K file) {
    Instant moment = clock.instant();
    sightings.computeIfPresent(
        file, (key, s) -> new Sighting(s.size(), s.modified(), moment, moment, s.failures() + 1));
  }

  /** The file cannot be used yet: its stability window starts again. */
  public void again(K file) {
    Instant moment = clock.instant();
    sightings.computeIfPresent(
        file, (key, s) -> new Sighting(s.size(), s.modified(), moment, moment, 0));
  }

  public void forget(K file) {
    sightings.remove(file);
  }

  private Duration wait(Sighting sighting) {
    if (sighting.size() == 0 && stability.compareTo(EMPTY_WAIT) < 0) {
      return EMPTY_WAIT;
    }
    Duration wait = stability;
    for (int i = 1; i < sighting.failures() && wait.compareTo(LONGEST_BACKOFF) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    boolean tooLong = sighting.failures() > 0 && wait.compareTo(LONGEST_BACKOFF) > 0;
    return tooLong && stability.compareTo(LONGEST_BACKOFF) < 0 ? LONGEST_BACKOFF : wait;
  }

  private void sweep(Instant moment) {
    if (moment.isAfter(swept.plus(Duration.ofMinutes(5)))) {
      Instant last = swept;
      swept = moment;
      sightings.values().removeIf(sighting -> sighting.seen().isBefore(last));
    }
  }
}
