package dev.rivyaroutes.ledger.commit;

import dev.rivyaroutes.ledger.database.DatabaseFailures;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Carries out a batch of writes and answers each. Of writes about the same row, one is in a
 * transaction, and the next sees what it did. A write that the database refuses is carried out
 * again alone, so that it spoils no other.
 */
final class CommitBatch {

  /** A unique key that another process has just taken, or a deadlock with one that has gone on. */
  private static final Set<String> PASSES = Set.of("23505", "40001", "40P01");

  /** So many times the patience of a caller, no transaction takes. */
  private static final int STUCK = 3;

  private final WriterConnection database;
  private final CommitTransaction transaction;
  private final WorkSignal signal;
  private final Duration patience;

  CommitBatch(DataSource dataSource, WorkSignal signal, Duration patience) {
    this.database = new WriterConnection(dataSource);
    this.transaction = new CommitTransaction(database);
    this.signal = signal;
    this.patience = patience;
  }

  /** Breaks a transaction off that has taken far longer than any caller waits. */
  void abortStuckTransaction() {
    database.abortAfter(patience.multipliedBy(STUCK));
  }

  /** In the order of their rows, and of writes about the same row one after the other. */
  void commitInTurn(List<PendingWrite> batch) {
    List<PendingWrite> rest = batch;
    while (!rest.isEmpty()) {
      Map<String, PendingWrite> byRow = new TreeMap<>();
      List<PendingWrite> later = new ArrayList<>();
      for (PendingWrite waiting : rest) {
        if (byRow.putIfAbsent(waiting.write().row(), waiting) != null) {
          later.add(waiting);
        }
      }
      Exception gone = commit(List.copyOf(byRow.values()));
      if (gone != null) {
        later.forEach(waiting -> waiting.fail(gone));
        return;
      }
      rest = later;
    }
  }

  /** Null, or why the database cannot be had at all. */
  private Exception commit(List<PendingWrite> batch) {
    boolean[] took;
    try {
      took = carryOut(batch);
    } catch (SQLException | RuntimeException e) {
      if (DatabaseFailures.isConnectionLost(e) || e instanceof SQLTransientConnectionException) {
        batch.forEach(waiting -> waiting.fail(e));
        return e;
      }
      if (batch.size() == 1) {
        commitAgain(batch.get(0), e);
      } else {
        commitEach(batch, e);
      }
      return null;
    }
    answer(batch, took);
    return null;
  }

  /**
   * One that waits for a lock takes its time; when that of the callers is over, so is the rest's.
   */
  private void commitEach(List<PendingWrite> batch, Exception first) {
    long end = System.nanoTime() + patience.toNanos();
    for (PendingWrite waiting : batch) {
      if (System.nanoTime() < end) {
        commit(List.of(waiting));
      } else {
        waiting.fail(first);
      }
    }
  }

  /** Now the guard sees what the other process did. */
  private void commitAgain(PendingWrite waiting, Exception first) {
    if (!(first instanceof SQLException sql && PASSES.contains(sql.getSQLState()))) {
      waiting.fail(first);
      return;
    }
    List<PendingWrite> one = List.of(waiting);
    boolean[] took;
    try {
      took = carryOut(one);
    } catch (SQLException | RuntimeException e) {
      waiting.fail(e);
      return;
    }
    answer(one, took);
  }

  private boolean[] carryOut(List<PendingWrite> batch) throws SQLException {
    try {
      return transaction.commit(batch.stream().map(PendingWrite::write).toList());
    } finally {
      database.returned();
    }
  }

  private void answer(List<PendingWrite> batch, boolean[] took) {
    for (int i = 0; i < took.length; i++) {
      if (took[i]) {
        batch.get(i).write().wakes().forEach(wake -> signal.signal(wake.queue(), wake.dueAt()));
      }
      batch.get(i).complete(took[i]);
    }
  }
}
