package dev.rivyaroutes.ledger.database;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The current outage of the database, logged once when it begins and once when it ends. */
final class DatabaseOutage {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseOutage.class);

  private final long aftermathNanos;

  /** When the outage began; null while there is none. */
  private volatile Long since;

  private long endedAt;

  /**
   * @param aftermath how long after the end of an outage its last failures may be reported
   */
  DatabaseOutage(Duration aftermath) {
    this.aftermathNanos = aftermath.toNanos();
    this.endedAt = System.nanoTime() - aftermathNanos;
  }

  boolean isOpen() {
    return since != null;
  }

  synchronized void begin(Throwable failure) {
    if (since == null) {
      since = System.nanoTime();
      LOG.warn(
          "The database is unavailable ({}). HTTP calls fail with 503, and work continues once it"
              + " is available again.",
          DatabaseFailures.summary(failure));
    }
  }

  /** The same, except for a late failure of the outage before. */
  synchronized void beginUnlessJustEnded(Throwable failure) {
    if (System.nanoTime() - endedAt >= aftermathNanos) {
      begin(failure);
    }
  }

  synchronized boolean end() {
    if (since == null) {
      return false;
    }
    endedAt = System.nanoTime();
    LOG.info(
        "The database is available again after {} s; work continues.",
        TimeUnit.NANOSECONDS.toSeconds(endedAt - since));
    since = null;
    return true;
  }
}
