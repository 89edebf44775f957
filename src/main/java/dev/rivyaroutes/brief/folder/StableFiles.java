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
 * Tells which files are written to their end: those whose size and time have not changed since a
 * while after they were first seen. Their own times decide nothing, as copies may keep old ones. A
 * file that failed rests longer each time, up to a minute. Holds no thread while it waits.
 */
final class StableFiles {
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);

  /** An empty file is most often the beginning of a longer one. */
  private static final Duration EMPTY_REST = Duration.ofMinutes(1);

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

  /** Whether it is a regular file, no link, and settled. Asking counts as seeing. */
  boolean isSettled(Path file) throws IOException {
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
    return !moment.isBefore(sighting.since().plus(rest(sighting)));
  }

  /** The file failed: it rests before it counts as settled again. */
  void failed(Path file) {
    Instant moment = clock.instant();
    sightings.computeIfPresent(
        file, (path, s) -> new Sighting(s.size(), s.modified(), moment, moment, s.failures() + 1));
  }

  /** The file could not be used yet: it rests as long as at first before it is tried again. */
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

  private Duration rest(Sighting sighting) {
    if (sighting.size() == 0 && stability.compareTo(EMPTY_REST) < 0) {
      return EMPTY_REST;
    }
    Duration rest = stability;
    for (int i = 1; i < sighting.failures() && rest.compareTo(LONGEST_REST) < 0; i++) {
      rest = rest.multipliedBy(2);
    }
    boolean tooLong = sighting.failures() > 0 && rest.compareTo(LONGEST_REST) > 0;
    return tooLong && stability.compareTo(LONGEST_REST) < 0 ? LONGEST_REST : rest;
  }

  /** Forgets files that are gone. One that comes back begins anew, which does no harm. */
  private void sweep(Instant moment) {
    if (moment.isAfter(swept.plus(Duration.ofMinutes(5)))) {
      Instant last = swept;
      swept = moment;
      sightings.values().removeIf(sighting -> sighting.seen().isBefore(last));
    }
  }
}
