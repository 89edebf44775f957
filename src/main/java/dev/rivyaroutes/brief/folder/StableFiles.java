package dev.rivyaroutes.brief.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows which files are completely written: those whose size and time have not changed for a while
 * since they were first seen. Their own times are not used, because copies may keep old ones. A
 * file that failed is retried after a back-off of up to a minute. No thread blocks meanwhile.
 */
final class StableFiles {
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);

  /** An empty file is usually the start of a longer one. */
  private static final Duration EMPTY_WAIT = Duration.ofMinutes(1);

  private final Map<Path, Sighting> sightings = new ConcurrentHashMap<>();
  private final Clock clock;
  private final Duration stability;
  private volatile Instant swept;

  private record Sighting(long size, FileTime modified, Instant since, Instant seen, int failures) {
    boolean isOf(BasicFileAttributes now) {
      return size == now.size() && modified.equals(now.lastModifiedTime());
    }
  }

  StableFiles(Clock clock, Duration stability) {
    this.clock = clock;
    this.stability = stability;
    this.swept = clock.instant();
  }

  /** Whether it is a regular file, not a link, and stable. Each call records a sighting. */
  boolean isStable(Path file) throws IOException {
    BasicFileAttributes now = attributes(file);
    if (!now.isRegularFile()) {
      return false;
    }
    Instant moment = clock.instant();
    sweep(moment);
    Sighting sighting =
        sightings.compute(
            file,
            (path, before) ->
                before != null && before.isOf(now)
                    ? seenAgain(before, moment)
                    : new Sighting(now.size(), now.lastModifiedTime(), moment, moment, 0));
    return !moment.isBefore(sighting.since().plus(wait(sighting)));
  }

  /** The file failed: it backs off before it counts as stable again. */
  void failed(Path file) {
    Instant moment = clock.instant();
    sightings.computeIfPresent(
        file, (path, s) -> new Sighting(s.size(), s.modified(), moment, moment, s.failures() + 1));
  }

  /** The file cannot be used yet: its stability window starts again. */
  void again(Path file) {
    Instant moment = clock.instant();
    sightings.computeIfPresent(
        file, (path, s) -> new Sighting(s.size(), s.modified(), moment, moment, 0));
  }

  void forget(Path file) {
    sightings.remove(file);
  }

  static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static Sighting seenAgain(Sighting s, Instant moment) {
    return new Sighting(s.size(), s.modified(), s.since(), moment, s.failures());
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
