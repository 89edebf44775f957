package dev.rivyaroutes.ledger.commit;

import dev.rivyaroutes.ledger.database.DatabaseFailures;
import dev.rivyaroutes.ledger.database.Heartbeats;
import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import dev.rivyaroutes.ledger.meters.LedgerMeters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the writes of many concurrent callers in one transaction, with many rows a statement. A
 * call returns after its commit, never before. A call that times out fails, and if the writer had
 * not started its write by then, the write is never committed.
 */
public final class GroupCommit implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final int MAX_BATCH = 512;

  /** Under load the writer waits this long, to commit fewer and larger transactions. */
  private static final long GATHER_NANOS = 6_000_000;

  private static final long RETRY_NANOS = 500_000_000;

  private static final PendingWrite STOP = new PendingWrite(null);

  private final CommitBatch commit;
  private final Duration timeout;
  private final Heartbeats.Loop loop;
  private final BlockingQueue<PendingWrite> queue = new LinkedBlockingQueue<>();
  private final Thread writer;

  /**
   * @param timeout how long a caller waits for its commit, and a batch for the database
   */
  public GroupCommit(
      DataSource dataSource,
      WorkSignal signal,
      Duration timeout,
      Heartbeats heartbeats,
      LedgerMeters meters) {
    this.commit = new CommitBatch(dataSource, signal, timeout, meters);
    this.timeout = timeout;
    this.loop = heartbeats.register("ledger-writer", Heartbeats.MAX_ITERATION);
    this.writer = new Thread(this::run, "ledger-writer");
    this.writer.setDaemon(true);
    this.writer.start();
  }

  /** Aborts a transaction that takes far longer than any caller waits. */
  public void abortStuckTransaction() {
    commit.abortStuckTransaction();
  }

  /**
   * Commits one write, and returns whether its guard took effect.
   *
   * @throws LedgerUnavailable if it is unknown whether the write was committed
   */
  public boolean write(Write write) {
    return write(List.of(write)).get(0);
  }

  /**
   * Commits a write that cannot be produced again, such as a response that was paid for: while the
   * database is unavailable, the write is retried until the limit.
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
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  /** Commits many writes together, and returns for each whether its guard took effect. */
  public List<Boolean> write(List<Write> writes) {
    return begin(writes).get();
  }

  /**
   * Begins to commit many writes together, while the caller continues. The supplier waits for the
   * commit as {@link #write(List)} does; it must be called once.
   */
  public Supplier<List<Boolean>> begin(List<Write> writes) {
    List<PendingWrite> all = writes.stream().map(this::submit).toList();
    return () -> {
      try {
        return all.stream().map(waiting -> waiting.await(timeout)).toList();
      } finally {
        all.forEach(PendingWrite::claim);
      }
    };
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
        loop.beat();
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
        commit.commitInOrder(batch);
      } catch (InterruptedException e) {
        break;
      } catch (Throwable e) {
        // Even out of memory: the waiting callers must fail, and later writes must go on.
        batch.forEach(waiting -> waiting.fail(e));
        LOG.error(
            "The ledger writer could not commit a batch; its callers get an error, and the writer continues",
            e);
      }
    }
    refuseQueued();
  }

  private void refuseQueued() {
    PendingWrite waiting;
    while ((waiting = queue.poll()) != null) {
      waiting.fail(new IllegalStateException("The program is shutting down"));
    }
  }

  /** Commits what is queued, then refuses further writes. */
  @Override
  public void close() {
    loop.close();
    queue.add(STOP);
    try {
      writer.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    refuseQueued();
  }
}
