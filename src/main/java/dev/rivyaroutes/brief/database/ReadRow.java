package dev.rivyaroutes.brief.database;

import dev.rivyaroutes.Json;
import dev.rivyaroutes.connection.database.TableColumn;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the columns of a row as values that JSON has, and binds such values to statements. */
final class ReadRow {
  private final RowPlan plan;

  ReadRow(RowPlan plan) {
    this.plan = plan;
  }

  Row read(ResultSet rows) throws SQLException, IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, byte[]> media = new LinkedHashMap<>();
    for (RowField field : plan.fields()) {
      Object value = value(rows, field.column());
      if (value instanceof byte[] bytes) {
        media.put(field.column().name(), bytes);
      } else {
        values.put(field.column().name(), value);
      }
    }
    return new Row(text(value(rows, plan.id())), text(value(rows, plan.position())), values, media);
  }

  private static String text(Object value) {
    if (value == null) {
      return null;
    }
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  private static Object value(ResultSet rows, TableColumn column) throws SQLException, IOException {
    String name = column.name();
    if (column.isInstant()) {
      OffsetDateTime time = rows.getObject(name, OffsetDateTime.class);
      return time == null ? null : time.withOffsetSameInstant(ZoneOffset.UTC).toString();
    }
    if (column.isTimestamp()) {
      LocalDateTime time = rows.getObject(name, LocalDateTime.class);
      return time == null ? null : time.toString();
    }
    return plain(rows.getObject(name), column);
  }

  private static Object plain(Object value, TableColumn column) throws SQLException, IOException {
    if (value == null || value instanceof String || value instanceof Boolean) {
      return value instanceof String text && column.isOther() ? json(text, column) : value;
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof byte[] bytes) {
      // H2 gives JSON as its bytes.
      return column.isOther() ? json(new String(bytes, StandardCharsets.UTF_8), column) : bytes;
    }
    if (value instanceof Blob blob) {
      return blob.getBytes(1, Math.toIntExact(blob.length()));
    }
    if (value instanceof Clob clob) {
      return clob.getSubString(1, Math.toIntExact(clob.length()));
    }
    if (value instanceof SQLXML xml) {
      return xml.getString();
    }
    if (value instanceof Array array) {
      return list(array, column);
    }
    if (value instanceof Timestamp time) {
      return time.toLocalDateTime().toString();
    }
    if (value instanceof Date date) {
      return date.toLocalDate().toString();
    }
    if (value instanceof Time time) {
      return time.toLocalTime().toString();
    }
    return column.isOther() ? json(value.toString(), column) : value.toString();
  }

  private static Object number(Number number) {
    if (number instanceof Double || number instanceof Float) {
      double value = number.doubleValue();
      return Double.isFinite(value) ? (Object) number : number.toString();
    }
    return number instanceof Long || number instanceof Integer || number instanceof Short
        ? (Object) number.longValue()
        : new BigDecimal(number.toString());
  }

  private static List<Object> list(Array array, TableColumn column)
      throws SQLException, IOException {
    List<Object> list = new ArrayList<>();
    for (Object element : (Object[]) array.getArray()) {
      list.add(element instanceof Array inner ? list(inner, column) : plain(element, column));
    }
    return list;
  }

  /** Other types of the database have only their text. */
  private static Object json(String text, TableColumn column) throws IOException {
    return column.typeName().toLowerCase(Locale.ROOT).startsWith("json")
        ? Json.EXACT.readValue(text, Object.class)
        : text;
  }

  /** Binds the text of a value, as {@link #read} gave it, to a column of its type. */
  static void bind(PreparedStatement statement, int n, TableColumn column, String text)
      throws SQLException {
    if (column.isInstant()) {
      statement.setObject(n, OffsetDateTime.parse(text));
    } else if (column.isTimestamp()) {
      statement.setObject(n, LocalDateTime.parse(text));
    } else if (column.type() == Types.DATE) {
      statement.setObject(n, LocalDate.parse(text));
    } else if (column.isNumber()) {
      statement.setBigDecimal(n, new BigDecimal(text));
    } else if (column.isOther()) {
      statement.setObject(n, text, Types.OTHER);
    } else {
      statement.setString(n, text);
    }
  }
}
