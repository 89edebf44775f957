package dev.rivyaroutes.brief.database;

import dev.rivyaroutes.LatestEntries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * From where rows are read again. A transaction that began earlier may commit rows with smaller
 * values later, so the position follows the rows that were read with a delay.
 */
final class LookBack {
  static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(5);
  private static final int REMEMBERED = 100_000;

  private record Seen(Instant at, RowPosition position) {}

  private final Deque<Seen> seen = new ArrayDeque<>();
  private final Set<String> settled = LatestEntries.set(REMEMBERED);

  /** All rows up to here were read and settled at this time. */
  void read(RowPosition position, Instant at) {
    if (position != null && (seen.isEmpty() || !seen.getLast().position().equals(position))) {
      seen.add(new Seen(at, position));
    }
  }

  /**
   * Where the next poll begins.
   *
   * @param before where this one began; may be null
   */
  RowPosition begin(RowPosition before, Instant now) {
    RowPosition begin = before;
    while (!seen.isEmpty() && !seen.getFirst().at().isAfter(now.minus(LONGEST_TRANSACTION))) {
      begin = seen.removeFirst().position();
    }
    return begin;
  }

  void settle(Row row) {
    settled.add(row.key());
  }

  boolean isSettled(Row row) {
    return settled.contains(row.key());
  }

  void clear() {
    seen.clear();
    settled.clear();
  }
}
