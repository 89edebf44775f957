package dev.rivyaroutes.brief;

import dev.rivyaroutes.LatestEntries;
import dev.rivyaroutes.brief.Acceptance.Outcome;
import dev.rivyaroutes.brief.form.BriefFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a source that wait for other files: a document for its references, a media file for
 * the document that names it. Kept in memory only: a restart starts each wait again.
 */
public final class PendingBriefs {
  private static final Logger LOG = LoggerFactory.getLogger(PendingBriefs.class);
  private final Clock clock;
  private final Duration wait;
  private final Map<String, Wait> waits = new LatestEntries<>(100_000);

  public PendingBriefs(Clock clock, Duration wait) {
    this.clock = clock;
    this.wait = wait;
  }

  private record Wait(Instant until, boolean deferred, boolean logged) {}

  /** Whether a file may still wait. The first call for an id starts its wait. */
  public synchronized boolean mayWait(String id) {
    Instant now = clock.instant();
    return now.isBefore(
        waits.computeIfAbsent(id, key -> new Wait(now.plus(wait), false, false)).until());
  }

  /** Records that a file waits, and logs it once. */
  public synchronized void recordWait(String id, String name, Acceptances acceptances) {
    Wait before = waits.get(id);
    if (before == null) {
      return;
    }
    boolean media = BriefFormat.ofExtension(name) == BriefFormat.MEDIA;
    waits.put(id, new Wait(before.until(), media, true));
    if (!before.logged()) {
      LOG.info(
          "{} waits at most {} s for other files: {}",
          name,
          wait.toSeconds(),
          acceptances.with(Outcome.WAITING).get(0).problem());
    }
  }

  /** Whether a file is not to be read before its wait ends, as a media file is not. */
  public synchronized boolean isDeferred(String id) {
    Wait known = waits.get(id);
    return known != null && known.deferred() && clock.instant().isBefore(known.until());
  }

  public synchronized void forget(String id) {
    waits.remove(id);
  }
}
