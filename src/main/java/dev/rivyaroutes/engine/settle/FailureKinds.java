package dev.rivyaroutes.engine.settle;

import dev.rivyaroutes.FailureChain;
import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import java.sql.SQLException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Failures of the database, behind their wrappers. */
final class FailureKinds {

  private FailureKinds() {}

  /** Whether the database failed; a network failure behind that does not matter. */
  static boolean isDatabaseFailure(Throwable failure) {
    return FailureChain.has(failure, LedgerUnavailable.class)
        || FailureChain.has(failure, DataAccessException.class)
        || FailureChain.has(failure, TransactionException.class);
  }

  /**
   * Whether the database rejected a value: too long, or with characters that it does not support
   * (SQLSTATE class 22). The same write would be rejected each time.
   */
  static boolean isRejectedValue(Throwable failure) {
    SQLException refused = FailureChain.find(failure, SQLException.class);
    return refused != null
        && refused.getSQLState() != null
        && refused.getSQLState().startsWith("22");
  }
}
