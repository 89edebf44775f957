package dev.rivyaroutes.delivery.database;

import dev.rivyaroutes.Nearest;
import dev.rivyaroutes.Require;
import dev.rivyaroutes.connection.database.DatabaseConnection;
import dev.rivyaroutes.connection.database.DatabaseTable;
import dev.rivyaroutes.connection.database.TableColumn;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultLinks;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes the row of a job: inserts it, or updates it if there is one. Where the database is not
 * PostgreSQL, this is an update and, if it finds no row, an insert: the merge of the SQL standard
 * is missing in MySQL and differs in others.
 */
final class UpsertRow implements WriteResult {
  private static final String KAMELET = "database-result-sink: ";
  private static final String DUPLICATE = "23";

  private final DatabaseConnection database;
  private final Map<ResultColumn, TableColumn> columns;
  private final String upsert;
  private final String update;
  private final String insert;

  private UpsertRow(
      DatabaseConnection database, DatabaseTable table, Map<ResultColumn, TableColumn> columns) {
    this.database = database;
    this.columns = columns;
    TableColumn key = columns.get(ResultColumn.JOB_ID);
    List<String> names = columns.values().stream().map(TableColumn::quoted).toList();
    List<String> others = names.stream().filter(name -> !name.equals(key.quoted())).toList();
    this.insert =
        "insert into %s (%s) values (%s)"
            .formatted(
                table.quoted(),
                String.join(", ", names),
                String.join(", ", Collections.nCopies(names.size(), "?")));
    this.upsert =
        insert
            + " on conflict ("
            + key.quoted()
            + ") do "
            + (others.isEmpty()
                ? "nothing"
                : "update set "
                    + others.stream()
                        .map(name -> name + " = excluded." + name)
                        .collect(Collectors.joining(", ")));
    this.update =
        "update %s set %s where %s = ?"
            .formatted(
                table.quoted(),
                names.stream().map(name -> name + " = ?").collect(Collectors.joining(", ")),
                key.quoted());
  }

  /**
   * @param columns facts with commas between, each as {@code fact} or {@code fact=column}; empty
   *     for all
   * @throws IllegalArgumentException with the nearest name, if a table, a column or a fact does not
   *     exist
   */
  static UpsertRow of(
      DatabaseConnection database, Connection connection, String table, String columns)
      throws SQLException {
    DatabaseTable found = DatabaseTable.find(connection, table);
    Map<ResultColumn, TableColumn> map = parse(columns, found);
    TableColumn key = map.get(ResultColumn.JOB_ID);
    Require.that(
        key != null,
        KAMELET + "columns lacks job_id, by which a repeated delivery finds its row. Add it.");
    Require.that(
        found.unique().contains(key.name()),
        KAMELET
            + "the column %s of the table %s is not unique, so a repeated delivery could make a second row. Make it the primary key, or add a unique index."
                .formatted(key.name(), found.name()));
    return new UpsertRow(database, found, map);
  }

  private static Map<ResultColumn, TableColumn> parse(String text, DatabaseTable table) {
    List<String> entries =
        text.isBlank()
            ? ResultColumn.words()
            : Arrays.stream(text.split(",")).map(String::strip).toList();
    Map<ResultColumn, TableColumn> columns = new LinkedHashMap<>();
    List<String> words = ResultColumn.words();
    for (String entry : entries) {
      String[] parts = entry.split("=", 2);
      String word = parts[0].strip();
      Require.that(
          words.contains(word),
          KAMELET
              + "columns has \"%s\"; did you mean %s? The names are %s, each alone or as name=column."
                  .formatted(entry, Nearest.to(word, words), String.join(", ", words)));
      String column = parts.length == 2 ? parts[1].strip() : word;
      columns.put(
          ResultColumn.values()[words.indexOf(word)],
          table.columns().get(column, KAMELET + "columns"));
    }
    return columns;
  }

  @Override
  public void write(Connection connection, Result result, ResultLinks links)
      throws SQLException, ValueTooLong {
    List<Object> values = new ArrayList<>();
    for (ResultColumn column : columns.keySet()) {
      values.add(fitting(column, column.of(result, links), result));
    }
    if (database.isPostgres()) {
      execute(connection, upsert, values, null);
    } else if (execute(connection, update, values, result.jobId()) == 0) {
      insert(connection, values, result.jobId());
    }
  }

  /** Another replica may insert the row at the same time. */
  private void insert(Connection connection, List<Object> values, String jobId)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      execute(connection, insert, values, null);
    } catch (SQLException e) {
      connection.rollback(before);
      boolean duplicate = e.getSQLState() != null && e.getSQLState().startsWith(DUPLICATE);
      if (!duplicate || execute(connection, update, values, jobId) == 0) {
        throw e;
      }
    }
  }

  private Object fitting(ResultColumn column, Object value, Result result) throws ValueTooLong {
    TableColumn target = columns.get(column);
    if (value instanceof String text
        && target.isText()
        && target.size() > 0
        && text.codePointCount(0, text.length()) > target.size()) {
      throw new ValueTooLong(
          "The column %s takes %d characters, and %s of job %s has %d. Make the column longer."
              .formatted(
                  target.name(),
                  target.size(),
                  column.word(),
                  result.jobId(),
                  text.codePointCount(0, text.length())));
    }
    return value;
  }

  private int execute(Connection connection, String sql, List<Object> values, String jobId)
      throws SQLException {
    try (PreparedStatement statement = database.prepare(connection, sql)) {
      int n = 1;
      for (TableColumn column : columns.values()) {
        bind(statement, n, column, values.get(n - 1));
        n++;
      }
      if (jobId != null) {
        statement.setString(n, jobId);
      }
      return statement.executeUpdate();
    }
  }

  private void bind(PreparedStatement statement, int n, TableColumn column, Object value)
      throws SQLException {
    if (value == null) {
      statement.setNull(n, column.isOther() ? Types.OTHER : column.type());
    } else if (value instanceof Instant time && column.isInstant()) {
      statement.setObject(n, time.atOffset(ZoneOffset.UTC));
    } else if (value instanceof Instant time && column.isTimestamp()) {
      statement.setObject(n, LocalDateTime.ofInstant(time, ZoneOffset.UTC));
    } else if (value instanceof BigDecimal number && column.isNumber()) {
      statement.setBigDecimal(n, number);
    } else if (column.isOther() && database.isPostgres()) {
      statement.setObject(n, value.toString(), Types.OTHER);
    } else {
      statement.setString(n, value.toString());
    }
  }
}
