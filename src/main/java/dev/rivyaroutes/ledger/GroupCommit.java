package dev.rivyaroutes.ledger;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what many callers write at the same time in one transaction, many rows a statement. A
 * caller is answered after its commit, never before. Of writes about the same row, one is in a
 * transaction, and the next sees what it did. A write that the database refuses is carried out
 * again alone, so that it spoils no other. Nobody waits without end: whose patience is over is told
 * so, and what the writer had not begun by then is never written.
 */
final class GroupCommit implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final int MAX_BATCH = 512;

  /** A unique key that another process has just taken, or a deadlock with one that has gone on. */
  private static final Set<String> PASSES = Set.of("23505", "40001", "40P01");

  /** While many write, this much later they are fewer and larger transactions. */
  private static final long GATHER_NANOS = 6_000_000;

  private record Waiting(Write write, CompletableFuture<Boolean> answer, AtomicBoolean taken) {
    private Waiting(Write write) {
      this(write, new CompletableFuture<>(), new AtomicBoolean());
    }

    /** True once: for the writer that begins it, or for the caller that gives it up. */
    private boolean take() {
      return taken.compareAndSet(false, true);
    }
  }

  private static final Waiting STOP = new Waiting(null);

  private final OneTransaction transaction;
  private final WorkSignal signal;
  private final Duration patience;
  private final Heartbeats.Heart heart;
  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final Thread writer;

  /**
   * @param patience how long a caller waits for its commit, and a batch for its database
   */
  GroupCommit(DataSource dataSource, WorkSignal signal, Duration patience, Heartbeats hearts) {
    this.transaction = new OneTransaction(dataSource);
    this.signal = signal;
    this.patience = patience;
    this.heart = hearts.expect("ledger-writer", Heartbeats.LONGEST_TURN);
    this.writer = new Thread(this::run, "ledger-writer");
    this.writer.setDaemon(true);
    this.writer.start();
  }

  /**
   * Commits one write and says whether its guard took effect.
   *
   * @throws LedgerUnavailable when it is not known to be committed
   */
  boolean write(Write write) {
    return write(List.of(write)).get(0);
  }

  /** Commits many writes together; one answer each, in order. */
  List<Boolean> write(List<Write> writes) {
    List<Waiting> all = writes.stream().map(this::submit).toList();
    try {
      return all.stream().map(this::await).toList();
    } finally {
      all.forEach(Waiting::take);
    }
  }

  private Waiting submit(Write write) {
    Waiting waiting = new Waiting(write);
    queue.add(waiting);
    if (!writer.isAlive()) {
      refuseRest();
    }
    return waiting;
  }

  /**
   * An interrupt does not end the wait: it would come between an answer of Rivya and its record.
   */
  private boolean await(Waiting waiting) {
    boolean interrupted = false;
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (true) {
        try {
          return waiting.answer().get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw new LedgerUnavailable(
          "The ledger did not commit: " + e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new LedgerUnavailable(
          "The ledger did not commit within %d s. %s"
              .formatted(
                  patience.toSeconds(),
                  waiting.take() ? "Nothing was written." : "It may be written yet."),
          e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    boolean open = true;
    boolean busy = false;
    while (open) {
      List<Waiting> batch = new ArrayList<>();
      try {
        heart.beat();
        Waiting first = queue.poll(1, TimeUnit.SECONDS);
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
        batch.removeIf(waiting -> !waiting.take());
        commitInTurn(batch);
      } catch (InterruptedException e) {
        break;
      } catch (Throwable e) {
        // Even out of memory: nobody may wait in vain, and the next may write again.
        batch.forEach(waiting -> waiting.answer().completeExceptionally(e));
        LOG.error("The ledger's writer met unexpected trouble and goes on", e);
      }
    }
    refuseRest();
  }

  /** In the order of their rows, and of writes about the same row one after the other. */
  private void commitInTurn(List<Waiting> batch) {
    List<Waiting> rest = batch;
    while (!rest.isEmpty()) {
      Map<String, Waiting> byRow = new TreeMap<>();
      List<Waiting> later = new ArrayList<>();
      for (Waiting waiting : rest) {
        if (byRow.putIfAbsent(waiting.write().row(), waiting) != null) {
          later.add(waiting);
        }
      }
      commit(List.copyOf(byRow.values()));
      rest = later;
    }
  }

  private void commit(List<Waiting> batch) {
    boolean[] took;
    try {
      took = carryOut(batch);
    } catch (SQLException | RuntimeException e) {
      if (batch.size() == 1) {
        commitAgain(batch.get(0), e);
      } else if (DatabaseTrouble.isGone(e) || e instanceof SQLTransientConnectionException) {
        batch.forEach(waiting -> waiting.answer().completeExceptionally(e));
      } else {
        commitEach(batch, e);
      }
      return;
    }
    answer(batch, took);
  }

  /**
   * One that waits for a lock takes its time; when that of the callers is over, so is the rest's.
   */
  private void commitEach(List<Waiting> batch, Exception first) {
    long end = System.nanoTime() + patience.toNanos();
    for (Waiting waiting : batch) {
      if (System.nanoTime() < end) {
        commit(List.of(waiting));
      } else {
        waiting.answer().completeExceptionally(first);
      }
    }
  }

  /** Now the guard sees what the other process did. */
  private void commitAgain(Waiting waiting, Exception first) {
    if (!(first instanceof SQLException sql && PASSES.contains(sql.getSQLState()))) {
      waiting.answer().completeExceptionally(first);
      return;
    }
    List<Waiting> one = List.of(waiting);
    boolean[] took;
    try {
      took = carryOut(one);
    } catch (SQLException | RuntimeException e) {
      waiting.answer().completeExceptionally(e);
      return;
    }
    answer(one, took);
  }

  private boolean[] carryOut(List<Waiting> batch) throws SQLException {
    return transaction.commit(batch.stream().map(Waiting::write).toList());
  }

  private void answer(List<Waiting> batch, boolean[] took) {
    for (int i = 0; i < took.length; i++) {
      if (took[i]) {
        batch.get(i).write().wakes().forEach(wake -> signal.due(wake.queue(), wake.dueAt()));
      }
      batch.get(i).answer().complete(took[i]);
    }
  }

  private void refuseRest() {
    Waiting waiting;
    while ((waiting = queue.poll()) != null) {
      waiting
          .answer()
          .completeExceptionally(new IllegalStateException("the program is shutting down"));
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
    refuseRest();
  }
}
