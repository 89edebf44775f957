package dev.rivyaroutes.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what many callers write at the same time in one transaction, many rows a statement. A
 * caller is answered after its commit, never before. Of writes about the same row, one is in a
 * transaction, and the next sees what it did. A write that the database refuses is carried out
 * again alone, so that it spoils no other.
 */
final class GroupCommit implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final int MAX_BATCH = 512;

  /** A unique key that another process has just taken, or a deadlock with one that has gone on. */
  private static final Set<String> PASSES = Set.of("23505", "40001", "40P01");

  /** While many write, this much later they are fewer and larger transactions. */
  private static final long GATHER_NANOS = 6_000_000;

  /** Connection lost, out of resources, shut down by an operator; H2's own numbers. */
  private static final List<String> DATABASE_TROUBLE =
      List.of("08", "53", "57P", "90067", "90098", "90121");

  private record Waiting(Write write, CompletableFuture<Boolean> answer) {}

  private static final Waiting STOP = new Waiting(null, new CompletableFuture<>());

  private final OneTransaction transaction;
  private final WorkSignal signal;
  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final Thread writer;

  GroupCommit(DataSource dataSource, WorkSignal signal) {
    this.transaction = new OneTransaction(dataSource);
    this.signal = signal;
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
    return await(submit(write));
  }

  /** Commits many writes together; one answer each, in order. */
  List<Boolean> write(List<Write> writes) {
    List<CompletableFuture<Boolean>> answers = writes.stream().map(this::submit).toList();
    return answers.stream().map(GroupCommit::await).toList();
  }

  private CompletableFuture<Boolean> submit(Write write) {
    Waiting waiting = new Waiting(write, new CompletableFuture<>());
    queue.add(waiting);
    if (!writer.isAlive()) {
      refuseRest();
    }
    return waiting.answer();
  }

  private static boolean await(CompletableFuture<Boolean> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw new LedgerUnavailable(
          "The ledger did not commit: " + e.getCause().getMessage(), e.getCause());
    }
  }

  private void run() {
    boolean open = true;
    boolean busy = false;
    while (open) {
      List<Waiting> batch = new ArrayList<>();
      try {
        batch.add(queue.take());
      } catch (InterruptedException e) {
        break;
      }
      if (busy) {
        LockSupport.parkNanos(GATHER_NANOS);
      }
      queue.drainTo(batch, MAX_BATCH - 1);
      busy = batch.size() > 1;
      open = !batch.remove(STOP);
      try {
        commitInTurn(batch);
      } catch (Throwable e) {
        // Even out of memory: nobody may wait for ever, and the next may write again.
        LOG.error("The ledger's writer met unexpected trouble and goes on", e);
        batch.forEach(waiting -> waiting.answer().completeExceptionally(e));
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
      } else if (connectionIsGone(e)) {
        batch.forEach(waiting -> waiting.answer().completeExceptionally(e));
      } else {
        batch.forEach(waiting -> commit(List.of(waiting)));
      }
      return;
    }
    answer(batch, took);
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

  private static boolean connectionIsGone(Exception e) {
    return e instanceof SQLException sql
        && (sql.getSQLState() == null
            || DATABASE_TROUBLE.stream().anyMatch(sql.getSQLState()::startsWith));
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
    queue.add(STOP);
    try {
      writer.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    refuseRest();
  }
}
