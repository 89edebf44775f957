package dev.rivyaroutes.brief.s3;

import dev.rivyaroutes.LatestEntries;
import java.util.Map;

/**
 * Counts for how many polls a failed object is skipped: one at first, then twice as many each time,
 * at most 32. Counting polls instead of time suits every poll interval. Kept in memory only.
 */
class PollBackoff {
  private static final int MOST_POLLS = 32;
  private long poll;
  private final Map<String, Backoff> backoffs = new LatestEntries<>(100_000);

  private record Backoff(int polls, long until) {}

  synchronized void nextPoll() {
    poll++;
  }

  /** Backs off, for longer each time; returns for how many polls. */
  synchronized int backOff(String id) {
    Backoff before = backoffs.get(id);
    int polls = before == null ? 1 : Math.min(before.polls() * 2, MOST_POLLS);
    backOff(id, polls);
    return polls;
  }

  synchronized void backOff(String id, int polls) {
    backoffs.remove(id);
    backoffs.put(id, new Backoff(polls, poll + polls));
  }

  synchronized boolean isBackingOff(String id) {
    Backoff backoff = backoffs.get(id);
    return backoff != null && poll <= backoff.until();
  }

  synchronized void forget(String id) {
    backoffs.remove(id);
  }
}
