package dev.rivyaroutes.ledger.commit;

import dev.rivyaroutes.ledger.database.DatabaseFailures;
import dev.rivyaroutes.ledger.meters.LedgerMeters;
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
 * Commits a batch of writes and completes each. Writes of the same row go into separate
 * transactions, so that each sees the one before. If the database refuses a transaction, its writes
 * are retried one by one, so that one bad write does not fail the others.
 */
final class CommitBatch {

  /** A unique key that another process has just inserted, a serialization failure or a deadlock. */
  private static final Set<String> RETRYABLE = Set.of("23505", "40001", "40P01");

  /** A transaction that takes this many times the time-out of a caller is stuck. */
  private static final int STUCK = 3;

  private final WriterConnection database;
  private final CommitTransaction transaction;
  private final WorkSignal signal;
  private final Duration timeout;
  private final LedgerMeters meters;

  CommitBatch(DataSource dataSource, WorkSignal signal, Duration timeout, LedgerMeters meters) {
    this.database = new WriterConnection(dataSource);
    this.transaction = new CommitTransaction(database);
    this.signal = signal;
    this.timeout = timeout;
    this.meters = meters;
  }

  /** Aborts a transaction that takes far longer than any caller waits. */
  void abortStuckTransaction() {
    database.abortAfter(timeout.multipliedBy(STUCK));
  }

  /** Commits the writes in the order of their rows, and writes of the same row in turn. */
  void commitInOrder(List<PendingWrite> batch) {
    List<PendingWrite> rest = batch;
    while (!rest.isEmpty()) {
      Map<String, PendingWrite> byRow = new TreeMap<>();
      List<PendingWrite> later = new ArrayList<>();
      for (PendingWrite waiting : rest) {
        if (byRow.putIfAbsent(waiting.write().row(), waiting) != null) {
          later.add(waiting);
        }
      }
      Exception unavailable = commit(List.copyOf(byRow.values()));
      if (unavailable != null) {
        later.forEach(waiting -> waiting.fail(unavailable));
        return;
      }
      rest = later;
    }
  }

  /** Returns why the database is unavailable; null if it is not. */
  private Exception commit(List<PendingWrite> batch) {
    boolean[] applied;
    try {
      applied = execute(batch);
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
    complete(batch, applied);
    return null;
  }

  /** Retries one by one until the time-out of the callers; the rest fail with the first error. */
  private void commitEach(List<PendingWrite> batch, Exception first) {
    long end = System.nanoTime() + timeout.toNanos();
    for (PendingWrite waiting : batch) {
      if (System.nanoTime() < end) {
        commit(List.of(waiting));
      } else {
        waiting.fail(first);
      }
    }
  }

  /** Retries a write; its guard now sees what the other process committed. */
  private void commitAgain(PendingWrite waiting, Exception first) {
    String state = first instanceof SQLException sql ? sql.getSQLState() : null;
    if (state == null || !RETRYABLE.contains(state)) {
      waiting.fail(first);
      return;
    }
    List<PendingWrite> one = List.of(waiting);
    boolean[] applied;
    try {
      applied = execute(one);
    } catch (SQLException | RuntimeException e) {
      waiting.fail(e);
      return;
    }
    complete(one, applied);
  }

  private boolean[] execute(List<PendingWrite> batch) throws SQLException {
    try {
      return transaction.commit(batch.stream().map(PendingWrite::write).toList());
    } finally {
      database.returned();
    }
  }

  private void complete(List<PendingWrite> batch, boolean[] applied) {
    for (int i = 0; i < applied.length; i++) {
      if (applied[i]) {
        batch.get(i).write().count(meters);
        batch.get(i).write().wakes().forEach(wake -> signal.signal(wake.queue(), wake.dueAt()));
      }
      batch.get(i).complete(applied[i]);
    }
  }
}
