package dev.rivyaroutes.ledger.database;

import dev.rivyaroutes.PlainWords;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Which failures say something about the database, and nothing about what was to be written. */
public final class DatabaseFailures {

  /** Connection lost, shut down by an operator; H2's own numbers. */
  private static final List<String> GONE = List.of("08", "57P", "90067", "90098", "90121");

  /** Out of resources, input and output, a time-out of a statement, a lock or a transaction. */
  private static final List<String> HINDERED = List.of("53", "58", "57014", "55P03", "25P03");

  private static final int DEPTH = 20;

  private DatabaseFailures() {}

  /** Whether the connection to the database is lost, or cannot be made. */
  public static boolean isConnectionLost(Throwable failure) {
    for (SQLException sql = sql(failure); sql != null; sql = sql(sql.getCause())) {
      if (hasState(sql, GONE)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the database could not do what it does at another time. */
  public static boolean isTemporary(Throwable failure) {
    SQLException sql = sql(failure);
    return isConnectionLost(failure)
        || find(failure, TimeoutException.class) != null
        || sql instanceof SQLTransientConnectionException
        || (sql != null && (sql.getSQLState() == null || hasState(sql, HINDERED)));
  }

  /** Whether it is a failure of the ledger at all. */
  static boolean isDatabaseFailure(Throwable failure) {
    return sql(failure) != null || find(failure, LedgerUnavailable.class) != null;
  }

  /** What is behind a failure, in one line. */
  static String summary(Throwable failure) {
    Throwable innermost = failure;
    for (int i = 0; i < DEPTH && innermost.getCause() != null; i++) {
      innermost = innermost.getCause();
    }
    return PlainWords.of(innermost).lines().findFirst().orElseThrow();
  }

  private static boolean hasState(SQLException sql, List<String> states) {
    String state = sql.getSQLState();
    return state != null && states.stream().anyMatch(state::startsWith);
  }

  private static SQLException sql(Throwable failure) {
    return find(failure, SQLException.class);
  }

  private static <T extends Throwable> T find(Throwable failure, Class<T> kind) {
    Throwable current = failure;
    for (int i = 0; i < DEPTH && current != null; i++) {
      if (kind.isInstance(current)) {
        return kind.cast(current);
      }
      current = current.getCause();
    }
    return null;
  }
}
