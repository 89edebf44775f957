package dev.rivyaroutes.flowtest.end;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An embedded database with the tables that the flows name. */
public final class DatabaseEnd implements Recorder.Snapshot, AutoCloseable {
  private final String url;
  private final Connection connection;
  private final ContentFacts facts;
  private final Set<String> tables = new TreeSet<>();
  private final Set<String> before = new HashSet<>();

  public DatabaseEnd(String url, ContentFacts facts) {
    this.url = url;
    this.facts = facts;
    try {
      connection = DriverManager.getConnection(url);
    } catch (SQLException e) {
      throw new IllegalStateException("The database of the tests could not be opened.", e);
    }
  }

  public String url() {
    return url;
  }

  /** Runs the statements of a SQL file, which create tables. */
  public void run(String sql) throws SQLException {
    for (String statement : sql.split(";\\s*(\\n|$)")) {
      if (!statement.isBlank()) {
        try (Statement run = connection.createStatement()) {
          run.execute(statement);
        }
      }
    }
    try (ResultSet found =
        connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE"})) {
      while (found.next()) {
        String schema = found.getString("TABLE_SCHEM");
        if (schema == null || schema.equalsIgnoreCase("public")) {
          tables.add(found.getString("TABLE_NAME"));
        }
      }
    }
  }

  /**
   * Creates a table unless there is one.
   *
   * @param key the column that is unique
   */
  public void create(String table, String key, Collection<String> columns) throws SQLException {
    if (tables.stream().noneMatch(table::equalsIgnoreCase)) {
      run(
          "create table %s (%s)"
              .formatted(
                  table,
                  columns.stream()
                      .map(
                          column ->
                              column.equalsIgnoreCase(key)
                                  ? column + " varchar(1000) primary key"
                                  : column + " varchar(100000)")
                      .collect(Collectors.joining(", "))));
    }
  }

  /** Somebody else adds a row. */
  public void insert(String table, Map<String, Object> row) throws SQLException {
    List<String> columns = List.copyOf(row.keySet());
    String sql =
        "insert into %s (%s) values (%s)"
            .formatted(
                table,
                String.join(", ", columns),
                columns.stream().map(column -> "?").collect(Collectors.joining(", ")));
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (int n = 0; n < columns.size(); n++) {
        insert.setObject(n + 1, row.get(columns.get(n)));
      }
      insert.executeUpdate();
    }
  }

  @Override
  public void begin() {
    before.clear();
    rows().forEach(row -> before.add(row.toString()));
  }

  @Override
  public List<ObjectNode> end() {
    return rows().stream().filter(row -> !before.contains(row.toString())).toList();
  }

  private List<ObjectNode> rows() {
    List<ObjectNode> rows = new ArrayList<>();
    for (String table : tables) {
      try (Statement select = connection.createStatement();
          ResultSet found = select.executeQuery("select * from \"" + table + "\"")) {
        while (found.next()) {
          rows.add(row(table, found));
        }
      } catch (SQLException e) {
        throw new IllegalStateException("The table %s could not be read.".formatted(table), e);
      }
    }
    return rows;
  }

  private ObjectNode row(String table, ResultSet found) throws SQLException {
    ObjectNode item = Json.PLAIN.createObjectNode().put("table", table.toLowerCase(Locale.ROOT));
    ObjectNode row = item.putObject("row");
    ResultSetMetaData columns = found.getMetaData();
    for (int n = 1; n <= columns.getColumnCount(); n++) {
      Object value = found.getObject(n);
      String name = columns.getColumnName(n).toLowerCase(Locale.ROOT);
      if (value instanceof Number number) {
        row.put(name, new BigDecimal(number.toString()));
      } else if (value instanceof Boolean flag) {
        row.put(name, flag);
      } else if (value instanceof byte[] bytes) {
        row.set(name, facts.add(Json.PLAIN.createObjectNode(), bytes));
      } else if (value != null) {
        JsonNode json = ContentFacts.json(value.toString());
        row.set(name, json == null ? row.textNode(value.toString()) : json);
      }
    }
    return item;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("The database of the tests could not be closed.", e);
    }
  }
}
