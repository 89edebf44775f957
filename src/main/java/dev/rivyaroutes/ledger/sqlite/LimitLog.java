package dev.rivyaroutes.ledger.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the log of changes when it is long. SQLite begins it anew only at a moment without a
 * query, which a busy program may not have for hours. Only the one writer calls this.
 */
final class LimitLog {

  private static final Logger LOG = LoggerFactory.getLogger(LimitLog.class);

  /** Four times what SQLite itself lets it become while there are such moments. */
  static final long LIMIT = 16 << 20;

  /** How long writers wait for the queries that need the log. */
  private static final Duration WAIT = Duration.ofMillis(100);

  /** After a longer query, such as that of a backup, has prevented it. */
  private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();

  private final Path log;
  private final Duration longestWait;
  private long retryAt = System.nanoTime();

  /**
   * @param longestWait of the connections for locks at other times
   */
  LimitLog(Path file, Duration longestWait) {
    this.log = LedgerFile.log(file);
    this.longestWait = longestWait;
  }

  void afterCommit(Connection connection) {
    if (log.toFile().length() < LIMIT || System.nanoTime() - retryAt < 0) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      waitAtMost(statement, WAIT);
      try (ResultSet row = statement.executeQuery("pragma wal_checkpoint(truncate)")) {
        LOG.debug("Emptied {}: {}", log, row.getInt(1) == 0 ? "done" : "queries prevent it");
      } finally {
        waitAtMost(statement, longestWait);
      }
    } catch (SQLException e) {
      LOG.debug("{} could not be emptied", log, e);
    }
    retryAt = System.nanoTime() + RETRY_NANOS;
  }

  private static void waitAtMost(Statement statement, Duration wait) throws SQLException {
    statement.execute("pragma busy_timeout = " + wait.toMillis());
  }
}
