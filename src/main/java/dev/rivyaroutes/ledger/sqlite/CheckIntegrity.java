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

  /**
   * @throws IllegalStateException if the file is damaged or no ledger
   */
  static void requireSound(Path file) throws SQLException {
    String damage = check(file).or(() -> missing(file)).orElse(null);
    if (damage != null) {
      throw new IllegalStateException("%s is not a sound ledger: %s.".formatted(file, damage));
    }
  }

  private static Optional<String> missing(Path file) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet tables =
            statement.executeQuery(
                "select count(*) from sqlite_schema where name in ('job', 'past_job')")) {
      return tables.getInt(1) == 2 ? Optional.empty() : Optional.of("it has no jobs");
    } catch (SQLException e) {
      return Optional.of(e.getMessage());
    }
  }

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
