package dev.rivyaroutes.ledger.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Reads a whole file of the ledger, to find damage. */
final class CheckIntegrity {

  private CheckIntegrity() {}

  /** The first damage; empty if the file is sound. */
  static Optional<String> check(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("pragma quick_check(1)")) {
      String first = found.next() ? found.getString(1) : "no answer";
      return first.equals("ok") ? Optional.empty() : Optional.of(first);
    } catch (SQLiteException e) {
      if (e.getResultCode() == SQLiteErrorCode.SQLITE_CORRUPT
          || e.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB) {
        return Optional.of(e.getMessage());
      }
      throw e;
    }
  }
}
