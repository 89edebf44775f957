package dev.rivyaroutes.brief;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers what could not be used just now, and until when it rests: 30 seconds at first, twice as
 * long each time, an hour at most. Forgotten at a restart, and beyond 10,000 entries the oldest.
 */
class SetAside {
  private static final int ENTRIES = 10_000;
  private static final Duration FIRST = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Clock clock;
  private final Map<String, Rest> resting =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Rest> eldest) {
          return size() > ENTRIES;
        }
      };

  SetAside(Clock clock) {
    this.clock = clock;
  }

  private record Rest(Duration length, Instant until) {}

  /** Sets aside, or again and for longer; tells for how long. */
  synchronized Duration failed(String id) {
    Rest before = resting.remove(id);
    Duration twice = before == null ? FIRST : before.length().multipliedBy(2);
    Duration length = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
    resting.put(id, new Rest(length, clock.instant().plus(length)));
    return length;
  }

  synchronized boolean rests(String id) {
    Rest rest = resting.get(id);
    return rest != null && clock.instant().isBefore(rest.until());
  }

  synchronized void forget(String id) {
    resting.remove(id);
  }
}
