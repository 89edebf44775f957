package dev.rivyaroutes.ledger.sqlite;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets the connections of this process write in the order in which they ask for it. SQLite has one
 * writer as well, but others poll for its lock, so that some would wait for long.
 */
final class OneWriter {

  private final Semaphore turn = new Semaphore(1, true);
  private final Duration longestWait;

  OneWriter(Duration longestWait) {
    this.longestWait = longestWait;
  }

  void begin() throws SQLException {
    try {
      if (!turn.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new SQLTransientConnectionException(
            "Another transaction of the embedded database has been writing for more than %d ms"
                .formatted(longestWait.toMillis()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("Interrupted while another transaction wrote", e);
    }
  }

  void end() {
    turn.release();
  }
}
