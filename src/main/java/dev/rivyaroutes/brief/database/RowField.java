package dev.rivyaroutes.brief.database;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.connection.database.TableColumn;
import dev.rivyaroutes.connection.database.TableColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A column of a row and the field of the brief that it becomes.
 *
 * @param name the field
 */
record RowField(TableColumn column, String name) {

  /**
   * @param text columns with commas between, each as {@code column} or {@code column=field}; empty
   *     for all columns but those that only identify and mark a row
   */
  static List<RowField> parse(String text, TableColumns columns, List<TableColumn> others) {
    if (text.isBlank()) {
      return columns.all().stream()
          .filter(column -> !others.contains(column))
          .map(column -> new RowField(column, plain(column)))
          .toList();
    }
    List<RowField> fields = new ArrayList<>();
    for (String entry : Arrays.stream(text.split(",")).map(String::strip).toList()) {
      String[] parts = entry.split("=", 2);
      String field = parts.length == 2 ? parts[1].strip() : "";
      Require.that(
          !parts[0].isBlank() && (parts.length == 1 || !field.isEmpty()),
          "database-drop-source has \"%s\" in columns; write columns with commas between, such as order_text=prompt,size."
              .formatted(entry));
      TableColumn column = columns.get(parts[0].strip(), "database-drop-source: columns");
      fields.add(new RowField(column, field.isEmpty() ? plain(column) : field));
    }
    return List.copyOf(fields);
  }

  /** Databases that ignore letter case give names in upper case. */
  private static String plain(TableColumn column) {
    String name = column.name();
    return name.equals(name.toUpperCase(Locale.ROOT)) ? name.toLowerCase(Locale.ROOT) : name;
  }
}
