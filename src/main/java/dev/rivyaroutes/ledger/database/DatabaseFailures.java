package dev.rivyaroutes.ledger.database;

import dev.rivyaroutes.FailureChain;
import dev.rivyaroutes.PlainWords;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Tells failures of the database itself from failures of a statement. */
public final class DatabaseFailures {

  /** Connection lost, or shut down by an operator. */
  private static final List<String> CONNECTION_LOST = List.of("08", "57P");

  /** Out of resources, I/O error, or a time-out of a statement, a lock or a transaction. */
  private static final List<String> OVERLOADED = List.of("53", "58", "57014", "55P03", "25P03");

  private DatabaseFailures() {}

  public static boolean isConnectionLost(Throwable failure) {
    return FailureChain.of(failure).stream()
        .anyMatch(cause -> cause instanceof SQLException sql && hasState(sql, CONNECTION_LOST));
  }

  /** Whether the same statement may succeed later. */
  public static boolean isTemporary(Throwable failure) {
    SQLException sql = sql(failure);
    return isConnectionLost(failure)
        || FailureChain.has(failure, TimeoutException.class)
        || sql instanceof SQLTransientConnectionException
        || (sql != null && (sql.getSQLState() == null || hasState(sql, OVERLOADED)));
  }

  static boolean isDatabaseFailure(Throwable failure) {
    return sql(failure) != null || FailureChain.has(failure, LedgerUnavailable.class);
  }

  /** The innermost cause in one line. */
  static String summary(Throwable failure) {
    List<Throwable> chain = FailureChain.of(failure);
    Throwable innermost = chain.get(chain.size() - 1);
    return PlainWords.of(innermost).lines().findFirst().orElseThrow();
  }

  private static boolean hasState(SQLException sql, List<String> states) {
    String state = sql.getSQLState();
    return state != null && states.stream().anyMatch(state::startsWith);
  }

  private static SQLException sql(Throwable failure) {
    return FailureChain.find(failure, SQLException.class);
  }
}
