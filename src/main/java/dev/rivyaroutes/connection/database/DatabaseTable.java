package dev.rivyaroutes.connection.database;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table as the database describes it. Its name and those of its columns come from the database
 * and are quoted, so that no name of a flow becomes part of a statement as it is.
 *
 * @param name as messages show it
 * @param quoted as it stands in a statement
 * @param unique the columns that are unique by themselves
 */
public record DatabaseTable(String name, String quoted, TableColumns columns, Set<String> unique) {

  private record Found(String catalog, String schema, String name) {
    @Override
    public String toString() {
      return schema == null ? name : schema + "." + name;
    }
  }

  /**
   * Finds a table or a view.
   *
   * @param name with or without its schema, in any letter case
   * @throws IllegalArgumentException with the nearest name, if there is none, or several
   */
  public static DatabaseTable find(Connection connection, String name) throws SQLException {
    DatabaseMetaData data = connection.getMetaData();
    String schema = name.contains(".") ? name.substring(0, name.indexOf('.')) : null;
    String plain = name.substring(name.indexOf('.') + 1);
    List<Found> all = tables(connection, data);
    List<Found> found =
        narrowed(
            all.stream()
                .filter(one -> one.name().equalsIgnoreCase(plain))
                .filter(one -> schema == null || schema.equalsIgnoreCase(one.schema()))
                .toList(),
            plain,
            schema == null ? connection.getSchema() : schema);
    if (found.size() != 1) {
      throw unknown(name, all, found);
    }
    Found table = found.get(0);
    String quote = data.getIdentifierQuoteString().strip();
    String quoted =
        (table.schema() == null ? "" : quoted(table.schema(), quote) + ".")
            + quoted(table.name(), quote);
    return new DatabaseTable(
        table.name(),
        quoted,
        new TableColumns("the table " + table, columns(data, table, quote)),
        unique(data, table));
  }

  private static IllegalArgumentException unknown(String name, List<Found> all, List<Found> found) {
    if (!found.isEmpty()) {
      return new IllegalArgumentException(
          "There are several tables %s: %s. Write the name with its schema."
              .formatted(name, String.join(", ", found.stream().map(Found::toString).toList())));
    }
    String nearest = TableColumns.near(name, all.stream().map(Found::name).toList());
    return new IllegalArgumentException(
        "The database has no table %s that its user may see. %s"
            .formatted(
                name,
                nearest == null
                    ? "Create it, or correct its name."
                    : "Did you mean " + nearest + "?"));
  }

  /** Those with the exact name, and of the user's own schema, where there are several. */
  private static List<Found> narrowed(List<Found> found, String name, String schema) {
    List<Found> exact = found.stream().filter(one -> one.name().equals(name)).toList();
    List<Found> similar = exact.isEmpty() ? found : exact;
    List<Found> own =
        similar.stream().filter(one -> schema != null && schema.equals(one.schema())).toList();
    return similar.size() > 1 && !own.isEmpty() ? own : similar;
  }

  private static List<Found> tables(Connection connection, DatabaseMetaData data)
      throws SQLException {
    List<Found> tables = new ArrayList<>();
    try (ResultSet rows = data.getTables(connection.getCatalog(), null, "%", null)) {
      while (rows.next()) {
        String type = rows.getString("TABLE_TYPE");
        String schema = rows.getString("TABLE_SCHEM");
        boolean system =
            type == null
                || type.startsWith("SYSTEM")
                || type.contains("INDEX")
                || type.contains("SEQUENCE")
                || type.contains("TYPE")
                || "INFORMATION_SCHEMA".equalsIgnoreCase(schema)
                || schema != null && schema.startsWith("pg_");
        if (!system) {
          tables.add(new Found(rows.getString("TABLE_CAT"), schema, rows.getString("TABLE_NAME")));
        }
      }
    }
    return tables;
  }

  private static List<TableColumn> columns(DatabaseMetaData data, Found table, String quote)
      throws SQLException {
    List<TableColumn> columns = new ArrayList<>();
    String escape = data.getSearchStringEscape();
    try (ResultSet rows =
        data.getColumns(
            table.catalog(), pattern(table.schema(), escape), pattern(table.name(), escape), "%")) {
      while (rows.next()) {
        String name = rows.getString("COLUMN_NAME");
        columns.add(
            new TableColumn(
                name,
                quoted(name, quote),
                rows.getInt("DATA_TYPE"),
                rows.getString("TYPE_NAME"),
                rows.getInt("COLUMN_SIZE")));
      }
    }
    return columns;
  }

  private static String pattern(String name, String escape) {
    return name == null ? null : name.replace("_", escape + "_").replace("%", escape + "%");
  }

  /** Columns with a unique index or a primary key that has no other column. */
  private static Set<String> unique(DatabaseMetaData data, Found table) throws SQLException {
    Map<String, List<String>> indexes = new HashMap<>();
    try (ResultSet rows =
        data.getIndexInfo(table.catalog(), table.schema(), table.name(), true, true)) {
      while (rows.next()) {
        String column = rows.getString("COLUMN_NAME");
        if (column != null && rows.getString("FILTER_CONDITION") == null) {
          indexes
              .computeIfAbsent(rows.getString("INDEX_NAME"), name -> new ArrayList<>())
              .add(column);
        }
      }
    }
    Set<String> unique = new HashSet<>();
    indexes.values().stream()
        .filter(columns -> columns.size() == 1)
        .forEach(columns -> unique.add(columns.get(0).replaceAll("^\"|\"$", "")));
    return Set.copyOf(unique);
  }

  /**
   * The columns that a query has.
   *
   * @param name of the query, for messages
   */
  public static TableColumns ofQuery(Connection connection, String name, String query)
      throws SQLException {
    String quote = connection.getMetaData().getIdentifierQuoteString().strip();
    List<TableColumn> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet none =
            statement.executeQuery("select * from (" + query + "\n) rivya_rows where 1 = 0")) {
      ResultSetMetaData data = none.getMetaData();
      for (int n = 1; n <= data.getColumnCount(); n++) {
        String label = data.getColumnLabel(n);
        columns.add(
            new TableColumn(
                label,
                quoted(label, quote),
                data.getColumnType(n),
                data.getColumnTypeName(n),
                data.getPrecision(n)));
      }
    }
    return new TableColumns("the query " + name, columns);
  }

  private static String quoted(String name, String quote) {
    return quote + name.replace(quote, quote + quote) + quote;
  }
}
