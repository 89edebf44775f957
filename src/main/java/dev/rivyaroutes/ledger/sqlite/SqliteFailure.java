package dev.rivyaroutes.ledger.sqlite;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Map;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Gives the errors of SQLite the states that PostgreSQL has for them; the driver sets none. */
final class SqliteFailure {

  private static final String BUSY = "55P03";

  private static final Map<SQLiteErrorCode, String> STATES =
      Map.ofEntries(
          Map.entry(SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY, "23505"),
          Map.entry(SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE, "23505"),
          Map.entry(SQLiteErrorCode.SQLITE_CONSTRAINT_ROWID, "23505"),
          Map.entry(SQLiteErrorCode.SQLITE_CONSTRAINT_FOREIGNKEY, "23503"),
          // Only the lengths of texts are checked.
          Map.entry(SQLiteErrorCode.SQLITE_CONSTRAINT_CHECK, "22001"),
          Map.entry(SQLiteErrorCode.SQLITE_CONSTRAINT_NOTNULL, "23502"),
          Map.entry(SQLiteErrorCode.SQLITE_CONSTRAINT, "23000"),
          Map.entry(SQLiteErrorCode.SQLITE_BUSY, BUSY),
          Map.entry(SQLiteErrorCode.SQLITE_LOCKED, BUSY),
          Map.entry(SQLiteErrorCode.SQLITE_INTERRUPT, "57014"),
          Map.entry(SQLiteErrorCode.SQLITE_FULL, "53100"),
          Map.entry(SQLiteErrorCode.SQLITE_NOMEM, "53200"),
          Map.entry(SQLiteErrorCode.SQLITE_IOERR, "58030"),
          Map.entry(SQLiteErrorCode.SQLITE_READONLY, "25006"),
          Map.entry(SQLiteErrorCode.SQLITE_CANTOPEN, "58P01"),
          Map.entry(SQLiteErrorCode.SQLITE_PERM, "42501"),
          Map.entry(SQLiteErrorCode.SQLITE_CORRUPT, "XX001"),
          Map.entry(SQLiteErrorCode.SQLITE_NOTADB, "XX001"));

  /** The lowest byte of an error code is the general one. */
  private static final int GENERAL = 0xFF;

  private SqliteFailure() {}

  static Throwable of(Throwable failure) {
    if (!(failure instanceof SQLiteException sqlite)) {
      return failure;
    }
    SQLiteErrorCode exact = sqlite.getResultCode();
    String state = STATES.get(exact);
    if (state == null) {
      state = STATES.get(SQLiteErrorCode.getErrorCode(exact.code & GENERAL));
    }
    if (state == null) {
      state = "HY000";
    }
    return state.equals(BUSY)
        ? new SQLTransientException(sqlite.getMessage(), state, exact.code, sqlite)
        : new SQLException(sqlite.getMessage(), state, exact.code, sqlite);
  }
}
