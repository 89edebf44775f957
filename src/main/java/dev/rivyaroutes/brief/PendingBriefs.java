package dev.rivyaroutes.brief;

import dev.rivyaroutes.brief.form.BriefFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long files have waited for the files that belong to them. Forgotten at a restart, which only
 * begins the wait anew, and beyond 100,000 the oldest.
 */
public final class PendingBriefs {
  private static final Logger LOG = LoggerFactory.getLogger(PendingBriefs.class);
  private static final int ENTRIES = 100_000;

  private final Clock clock;
  private final Duration wait;
  private final Map<String, Wait> waits =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Wait> eldest) {
          return size() > ENTRIES;
        }
      };

  public PendingBriefs(Clock clock, Duration wait) {
    this.clock = clock;
    this.wait = wait;
  }

  private record Wait(Instant until, boolean rests, boolean told) {}

  /** Whether a file may still wait. The first question begins its wait. */
  public synchronized boolean mayWait(String id) {
    Instant now = clock.instant();
    Wait known = waits.computeIfAbsent(id, key -> new Wait(now.plus(wait), false, false));
    return now.isBefore(known.until());
  }

  /** Notes that a file waits, and says so once. A media file rests until its wait ends. */
  public synchronized void waits(String id, String name, String why) {
    Wait before = waits.get(id);
    if (before == null) {
      return;
    }
    waits.put(id, new Wait(before.until(), BriefFormat.ofEnding(name) == BriefFormat.MEDIA, true));
    if (!before.told()) {
      LOG.info(
          "{} waits for files that belong to it, {} s at most. {}", name, wait.toSeconds(), why);
    }
  }

  /** Whether a file need not be read before its wait ends. */
  public synchronized boolean rests(String id) {
    Wait known = waits.get(id);
    return known != null && known.rests() && clock.instant().isBefore(known.until());
  }

  public synchronized void forget(String id) {
    waits.remove(id);
  }
}
