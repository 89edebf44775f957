package dev.rivyaroutes.engine.settle;

import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import java.sql.SQLException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Finds a kind of failure behind its wrappers. */
final class FailureKinds {

  private static final int DEPTH = 20;

  private FailureKinds() {}

  /** Whether the database failed; a network failure behind that does not matter. */
  static boolean isDatabaseFailure(Throwable failure) {
    return find(failure, LedgerUnavailable.class) != null
        || find(failure, DataAccessException.class) != null
        || find(failure, TransactionException.class) != null;
  }

  /**
   * Whether the database rejected a value: too long, or with characters that it does not support
   * (SQLSTATE class 22). The same write would be rejected each time.
   */
  static boolean isRejectedValue(Throwable failure) {
    SQLException refused = find(failure, SQLException.class);
    return refused != null
        && refused.getSQLState() != null
        && refused.getSQLState().startsWith("22");
  }

  static <T extends Throwable> T find(Throwable failure, Class<T> kind) {
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
