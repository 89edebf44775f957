package dev.rivyaroutes.brief.poll;

import dev.rivyaroutes.ledger.source.Backlog;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** What the poll of a source has found and not taken. */
public final class NotTaken {
  private final Map<Object, Instant> found = new HashMap<>();

  /** A poll begins, and finds all again. */
  public synchronized void begin() {
    found.clear();
  }

  /**
   * @param time since when it is there
   */
  public synchronized void found(Object id, Instant time) {
    found.put(id, time);
  }

  /** It is settled: its brief was accepted or refused. */
  public synchronized void taken(Object id) {
    found.remove(id);
  }

  public synchronized Backlog backlog() {
    return found.isEmpty()
        ? Backlog.EMPTY
        : new Backlog(
            (long) found.size(),
            found.values().stream().min(Comparator.naturalOrder()).orElseThrow());
  }
}
