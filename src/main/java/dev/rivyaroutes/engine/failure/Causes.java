package dev.rivyaroutes.engine.failure;

import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import java.sql.SQLException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Looks for a kind of failure behind the ones that wrap it. */
public final class Causes {

  private static final int DEPTH = 20;

  private Causes() {}

  /** Whether it was the ledger, whatever of the network may be behind that. */
  public static boolean isOfLedger(Throwable failure) {
    return find(failure, LedgerUnavailable.class) != null
        || find(failure, DataAccessException.class) != null
        || find(failure, TransactionException.class) != null;
  }

  /**
   * Whether the database is there and cannot hold a value: too long, or not allowed in a text
   * (SQLSTATE class 22). The same write would be refused each time.
   */
  public static boolean isOfData(Throwable failure) {
    SQLException refused = find(failure, SQLException.class);
    return refused != null
        && refused.getSQLState() != null
        && refused.getSQLState().startsWith("22");
  }

  public static <T extends Throwable> T find(Throwable failure, Class<T> kind) {
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
