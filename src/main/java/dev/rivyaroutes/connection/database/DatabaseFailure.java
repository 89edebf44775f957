package dev.rivyaroutes.connection.database;

import dev.rivyaroutes.FailureChain;
import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.Printable;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Why a call of a database failed.
 *
 * @param permanent whether the same statement would fail again
 * @param unavailable whether the database was not reached, or refused the login
 * @param text what happened, why, and what to do; without secrets
 */
public record DatabaseFailure(boolean permanent, boolean unavailable, String text) {

  private static final int MOST_CHARS = 300;

  /** Codes of PostgreSQL and H2 for one meaning, and the remedy. */
  private static final Map<String, String> REMEDIES =
      Map.ofEntries(
          Map.entry("3D000", "Correct the name of the database in %s.url."),
          Map.entry("42501", "Grant the user %s.username that right."),
          Map.entry("90096", "Grant the user %s.username that right."),
          Map.entry("42P01", "Create the table, or correct its name."),
          Map.entry("42S02", "Create the table, or correct its name."),
          Map.entry("42703", "Create the column, or correct its name."),
          Map.entry("42S22", "Create the column, or correct its name."),
          Map.entry("42P10", "Add a unique key to the column for the id of the job."),
          Map.entry("40001", "Another transaction was in the way; it is tried again."),
          Map.entry("40P01", "Another transaction was in the way; it is tried again."),
          Map.entry("55P03", "Another transaction holds a lock; it is tried again."),
          Map.entry("57014", "The statement took too long; raise %s.timeout, or add an index."));

  /** What a statement or its data are the reason of: data, constraints, syntax and rights. */
  private static final List<String> PERMANENT = List.of("22", "23", "42", "90096", "0A", "21");

  private static final List<String> UNREACHABLE = List.of("08", "57P", "90067", "90098", "90121");
  private static final String LOGIN = "28";

  static DatabaseFailure of(String key, Throwable failure) {
    SQLException sql = innermost(failure);
    if (sql == null) {
      return new DatabaseFailure(false, false, sentence(PlainWords.of(failure)));
    }
    String state = sql.getSQLState() == null ? "" : sql.getSQLState();
    String said = said(sql);
    if (state.startsWith(LOGIN)) {
      return new DatabaseFailure(
          false,
          true,
          "the database refused the login (%s). Check %s.username and %s.password."
              .formatted(said, key, key));
    }
    if (state.isEmpty() || UNREACHABLE.stream().anyMatch(state::startsWith)) {
      return new DatabaseFailure(
          false,
          true,
          "the database cannot be reached (%s). Check %s.url and the network."
              .formatted(said, key));
    }
    String remedy =
        REMEDIES.getOrDefault(
            state,
            state.startsWith("23")
                ? "Correct the constraint of the table, or what is written to it."
                : state.startsWith("22")
                    ? "Correct the type or the length of the column."
                    : "Check the database.");
    return new DatabaseFailure(
        PERMANENT.stream().anyMatch(state::startsWith),
        state.equals("3D000"),
        "the database answered %s (%s). %s".formatted(state, said, remedy.formatted(key)));
  }

  /** The failure itself, not that of the pool that waited for a connection. */
  private static SQLException innermost(Throwable failure) {
    SQLException found = null;
    for (Throwable cause : FailureChain.of(failure)) {
      if (cause instanceof SQLException sql && (found == null || sql.getSQLState() != null)) {
        found = sql;
      }
    }
    return found;
  }

  /** The first line: PostgreSQL and H2 add values and statements to the others. */
  private static String said(SQLException sql) {
    String line =
        PlainWords.of(sql)
            .lines()
            .findFirst()
            .orElse("")
            .replaceFirst("^(ERROR|FATAL): ", "")
            .replaceFirst("; SQL statement:.*", "")
            .replaceFirst("[.\\s]+$", "");
    String safe = Printable.line(line);
    return safe.length() > MOST_CHARS ? safe.substring(0, MOST_CHARS) + "…" : safe;
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }
}
