package dev.rivyaroutes.ledger.lease;

import dev.rivyaroutes.ledger.database.DatabaseFailures;
import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The rows of one table that this process has claimed, by id with the version of the claim. */
public final class ClaimedRows {

  private final Map<String, Long> claimed = new ConcurrentHashMap<>();
  private final Map<String, Long> released = new ConcurrentHashMap<>();
  private final Consumer<String> onEnd;
  private final LongAdder lost = new LongAdder();

  ClaimedRows(Consumer<String> onEnd) {
    this.onEnd = onEnd;
  }

  /** Renews the lease of the row from now on. */
  public void add(String id, long version) {
    claimed.put(id, version);
  }

  /** Stops renewing the lease. Without an outcome, the claim ends when its lease does. */
  public void stopRenewing(String id, long version) {
    claimed.remove(id, version);
    onEnd.accept(id);
  }

  /** Releases a claim that is not the fault of the row: it is not counted as a crash. */
  public void release(String id, long version) {
    released.put(id, version);
    stopRenewing(id, version);
  }

  /** Releases a claim whose work the database has failed; other failures let the lease end. */
  public void releaseAfter(Throwable failure, String id, long version) {
    if (DatabaseFailures.isTemporary(failure)) {
      release(id, version);
    } else {
      stopRenewing(id, version);
    }
  }

  /** Ends a claim with its outcome, or releases it if the outcome could not be committed. */
  public boolean settle(String id, long version, BooleanSupplier outcome) {
    try {
      boolean committed = outcome.getAsBoolean();
      released.remove(id, version);
      if (!committed) {
        lost.increment();
      }
      return committed;
    } catch (LedgerUnavailable e) {
      releaseAfter(e, id, version);
      throw e;
    } finally {
      stopRenewing(id, version);
    }
  }

  /** The row has been claimed by another process although this one has not released it. */
  public void recordLost(String id, long version) {
    lost.increment();
    stopRenewing(id, version);
  }

  /** How many claims have ended because another process had changed the row meanwhile. */
  public long lost() {
    return lost.sum();
  }

  /** The claimed rows, ordered by id so that two processes never deadlock. */
  Map<String, Long> claimed() {
    return new TreeMap<>(claimed);
  }

  /** The released rows whose claims are still to be uncounted, ordered by id. */
  Map<String, Long> released() {
    return new TreeMap<>(released);
  }

  void removeReleased(Map<String, Long> uncounted) {
    uncounted.forEach(released::remove);
  }
}
