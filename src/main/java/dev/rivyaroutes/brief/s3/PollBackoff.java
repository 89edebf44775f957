package dev.rivyaroutes.brief.s3;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers what could not be used just now, and for how many looks of its source it rests: for one
 * at first, twice as many each time, 32 at most. Counted in looks, it hides nothing behind it,
 * however long the time between them is. Forgotten at a restart, and beyond 100,000 entries the
 * oldest.
 */
class PollBackoff {
  private static final int ENTRIES = 100_000;
  private static final int MOST_LOOKS = 32;

  private long look;
  private final Map<String, Rest> resting =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Rest> eldest) {
          return size() > ENTRIES;
        }
      };

  private record Rest(int looks, long until) {}

  synchronized void nextLook() {
    look++;
  }

  /** Sets aside, or again and for longer; returns for how many looks. */
  synchronized int failed(String id) {
    Rest before = resting.get(id);
    int looks = before == null ? 1 : Math.min(before.looks() * 2, MOST_LOOKS);
    rest(id, looks);
    return looks;
  }

  synchronized void rest(String id, int looks) {
    resting.remove(id);
    resting.put(id, new Rest(looks, look + looks));
  }

  synchronized boolean rests(String id) {
    Rest rest = resting.get(id);
    return rest != null && look <= rest.until();
  }

  synchronized void forget(String id) {
    resting.remove(id);
  }
}
