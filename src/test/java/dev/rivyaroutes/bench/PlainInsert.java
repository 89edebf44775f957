package dev.rivyaroutes.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The rows that accepting wrote, inserted into an empty ledger by batches of JDBC and nothing else:
 * what the database alone takes for them.
 */
final class PlainInsert {

  private static final int BRIEFS_A_COMMIT = 200;

  private static final String OF_FLOW = " where job_id in (select id from job where flow = ?)";

  /** The rows of a table, with the statement that inserts one. */
  private record Rows(String insert, List<Object[]> values) {}

  private PlainInsert() {}

  /** The briefs of a flow a second, as the rows of {@code from} are inserted into {@code into}. */
  static double briefsPerSecond(BenchLedger from, BenchLedger into, String flow)
      throws SQLException {
    List<Rows> tables = new ArrayList<>();
    try (Connection connection = from.open()) {
      tables.add(read(connection, "job", " where flow = ? order by id", flow));
      tables.add(read(connection, "job_content", OF_FLOW + " order by job_id", flow));
      tables.add(
          read(connection, "job_event", OF_FLOW + " and state = 'accepted' order by job_id", flow));
    }
    into.migrate();
    try (Connection connection = into.open()) {
      connection.setAutoCommit(false);
      int briefs = tables.get(0).values().size();
      long begun = System.nanoTime();
      for (int i = 0; i < briefs; i += BRIEFS_A_COMMIT) {
        for (Rows table : tables) {
          insert(connection, table, i, Math.min(briefs, i + BRIEFS_A_COMMIT));
        }
        connection.commit();
      }
      return briefs / ((System.nanoTime() - begun) / 1e9);
    }
  }

  private static Rows read(Connection connection, String table, String which, String flow)
      throws SQLException {
    List<Object[]> rows = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement("select * from " + table + which)) {
      select.setString(1, flow);
      try (ResultSet found = select.executeQuery()) {
        int columns = found.getMetaData().getColumnCount();
        while (found.next()) {
          Object[] row = new Object[columns];
          for (int i = 0; i < columns; i++) {
            row[i] = found.getObject(i + 1);
          }
          rows.add(row);
        }
        String marks = String.join(", ", Collections.nCopies(columns, "?"));
        return new Rows("insert into " + table + " values (" + marks + ")", rows);
      }
    }
  }

  private static void insert(Connection connection, Rows rows, int begin, int end)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(rows.insert())) {
      for (Object[] row : rows.values().subList(begin, end)) {
        for (int i = 0; i < row.length; i++) {
          statement.setObject(i + 1, row[i]);
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
