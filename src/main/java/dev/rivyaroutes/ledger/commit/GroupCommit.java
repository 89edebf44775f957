package dev.rivyaroutes.ledger.commit;

import dev.rivyaroutes.ledger.database.DatabaseFailures;
import dev.rivyaroutes.ledger.database.Heartbeats;
import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what many callers write at the same time in one transaction, many rows a statement. A
 * caller is answered after its commit, never before. Nobody waits without end: whose patience is
 * over is told so, and what the writer had not begun by then is never written.
 */
public final class GroupCommit implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final int MAX_BATCH = 512;

  /** While many write, this much later they are fewer and larger transactions. */
  private static final long GATHER_NANOS = 6_000_000;

  private static final long PAUSE_NANOS = 500_000_000;

  private static final PendingWrite STOP = new PendingWrite(null);

  private final CommitBatch commit;
  private final Duration patience;
  private final Heartbeats.Loop heart;
  private final BlockingQueue<PendingWrite> queue = new LinkedBlockingQueue<>();
  private final Thread writer;

  /**
   * @param patience how long a caller waits for its commit, and a batch for its database
   */
  public GroupCommit(
      DataSource dataSource, WorkSignal signal, Duration patience, Heartbeats hearts) {
    this.commit = new CommitBatch(dataSource, signal, patience);
    this.patience = patience;
    this.heart = hearts.register("ledger-writer", Heartbeats.MAX_ITERATION);
    this.writer = new Thread(this::run, "ledger-writer");
    this.writer.setDaemon(true);
    this.writer.start();
  }

  /** Breaks a transaction off that has taken far longer than any caller waits. */
  public void abortStuckTransaction() {
    commit.abortStuckTransaction();
  }

  /**
   * Commits one write and says whether its guard took effect.
   *
   * @throws LedgerUnavailable when it is not known to be committed
   */
  public boolean write(Write write) {
    return write(List.of(write)).get(0);
  }

  /**
   * Commits what cannot be had again, such as an answer that was paid for: while the database is
   * away it is tried anew for so long.
   */
  public boolean writeWithRetry(Write write, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        return write(write);
      } catch (LedgerUnavailable e) {
        if (!DatabaseFailures.isTemporary(e) || !writer.isAlive() || System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** Commits many writes together; one answer each, in order. */
  public List<Boolean> write(List<Write> writes) {
    List<PendingWrite> all = writes.stream().map(this::submit).toList();
    try {
      return all.stream().map(waiting -> waiting.await(patience)).toList();
    } finally {
      all.forEach(PendingWrite::claim);
    }
  }

  private PendingWrite submit(Write write) {
    PendingWrite waiting = new PendingWrite(write);
    queue.add(waiting);
    if (!writer.isAlive()) {
      refuseQueued();
    }
    return waiting;
  }

  private void run() {
    boolean open = true;
    boolean busy = false;
    while (open) {
      List<PendingWrite> batch = new ArrayList<>();
      try {
        heart.beat();
        PendingWrite first = queue.poll(1, TimeUnit.SECONDS);
        if (first == null) {
          continue;
        }
        batch.add(first);
        if (busy) {
          LockSupport.parkNanos(GATHER_NANOS);
        }
        queue.drainTo(batch, MAX_BATCH - 1);
        busy = batch.size() > 1;
        open = !batch.remove(STOP);
        batch.removeIf(waiting -> !waiting.claim());
        commit.commitInTurn(batch);
      } catch (InterruptedException e) {
        break;
      } catch (Throwable e) {
        // Even out of memory: nobody may wait in vain, and the next may write again.
        batch.forEach(waiting -> waiting.fail(e));
        LOG.error("The ledger's writer met unexpected trouble and goes on", e);
      }
    }
    refuseQueued();
  }

  private void refuseQueued() {
    PendingWrite waiting;
    while ((waiting = queue.poll()) != null) {
      waiting.fail(new IllegalStateException("the program is shutting down"));
    }
  }

  /** Finishes what is queued, then refuses what still comes. */
  @Override
  public void close() {
    heart.close();
    queue.add(STOP);
    try {
      writer.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    refuseQueued();
  }
}
