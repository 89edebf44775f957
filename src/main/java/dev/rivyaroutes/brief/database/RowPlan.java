package dev.rivyaroutes.brief.database;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.connection.database.DatabaseTable;
import dev.rivyaroutes.connection.database.SqlFile;
import dev.rivyaroutes.connection.database.TableColumn;
import dev.rivyaroutes.connection.database.TableColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How rows are read and marked, with the names as the database has them.
 *
 * @param position the column that orders the rows
 * @param select reads all new rows
 * @param selectAfter reads the new rows after a position; null where marked rows are not read again
 * @param mark marks a row; null for rows that stay as they are
 */
record RowPlan(
    List<RowField> fields,
    TableColumn id,
    TableColumn position,
    String select,
    String selectAfter,
    String mark) {

  private static final String KAMELET = "database-drop-source: ";

  /**
   * @param query null to read the table
   * @throws IllegalArgumentException with the nearest name, if a table or a column does not exist
   */
  static RowPlan of(Connection connection, DatabaseDropSettings settings, SqlFile query)
      throws SQLException {
    DatabaseTable table =
        settings.table().isEmpty() ? null : DatabaseTable.find(connection, settings.table());
    TableColumns columns =
        query == null
            ? table.columns()
            : DatabaseTable.ofQuery(connection, query.name(), query.text());
    String from = query == null ? table.quoted() : "(" + query.text() + "\n)";
    TableColumn id = columns.get(settings.id(), KAMELET + "id");
    if (settings.after() == AfterRow.MARK) {
      return marking(settings, table, columns, from, id);
    }
    TableColumn position =
        settings.position().isEmpty() ? id : columns.get(settings.position(), KAMELET + "position");
    List<RowField> fields = RowField.parse(settings.columns(), columns, List.of(id, position));
    String start = select(fields, id, position, from);
    String p = position.quoted();
    String order = " order by " + (position.equals(id) ? p : p + ", " + id.quoted());
    String after =
        position.equals(id)
            ? p + " > ?"
            : "(%1$s > ? or (%1$s = ? and %2$s > ?))".formatted(p, id.quoted());
    return new RowPlan(
        fields,
        id,
        position,
        start + " where " + p + " is not null" + order,
        start + " where " + after + order,
        null);
  }

  private static RowPlan marking(
      DatabaseDropSettings settings,
      DatabaseTable table,
      TableColumns columns,
      String from,
      TableColumn id) {
    TableColumn status = table.columns().get(settings.status(), KAMELET + "status");
    Require.that(
        status.isText(),
        KAMELET + "status names the column %s, which holds no text.".formatted(status));
    TableColumn key = table.columns().get(settings.id(), KAMELET + "id");
    List<TableColumn> own = new ArrayList<>(List.of(id, status));
    String set = status.quoted() + " = ?";
    if (!settings.job().isEmpty()) {
      TableColumn job = table.columns().get(settings.job(), KAMELET + "job");
      own.add(job);
      set += ", " + job.quoted() + " = ?";
    }
    List<RowField> fields = RowField.parse(settings.columns(), columns, own);
    // A query has its own condition, and need not have the column.
    String where = from.equals(table.quoted()) ? " where " + status.quoted() + " is null" : "";
    return new RowPlan(
        fields,
        id,
        id,
        select(fields, id, id, from) + where + " order by " + id.quoted(),
        null,
        "update %s set %s where %s = ?".formatted(table.quoted(), set, key.quoted()));
  }

  private static String select(
      List<RowField> fields, TableColumn id, TableColumn position, String from) {
    List<String> names =
        Stream.concat(Stream.of(id, position), fields.stream().map(RowField::column))
            .map(TableColumn::quoted)
            .distinct()
            .toList();
    return "select " + String.join(", ", names) + " from " + from + " rivya_rows";
  }
}
