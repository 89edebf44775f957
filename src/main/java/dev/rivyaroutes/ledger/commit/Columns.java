package dev.rivyaroutes.ledger.commit;

import dev.rivyaroutes.ledger.sqlite.SqliteValue;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import org.springframework.jdbc.core.RowMapper;

/** Reads the values that PostgreSQL and SQLite store differently; null for null. */
public final class Columns {

  private Columns() {}

  public static Instant instant(ResultSet row, String column) throws SQLException {
    Object time = row.getObject(column);
    if (time == null) {
      return null;
    }
    return time instanceof String text ? SqliteValue.time(text) : ((Timestamp) time).toInstant();
  }

  public static LocalDate day(ResultSet row, String column) throws SQLException {
    String day = row.getString(column);
    return day == null ? null : LocalDate.parse(day);
  }

  public static BigDecimal credits(ResultSet row, String column) throws SQLException {
    return credits(row.getObject(column));
  }

  /** The only column of a query for credits, such as a sum. */
  public static RowMapper<BigDecimal> credits() {
    return (row, n) -> credits(row.getObject(1));
  }

  private static BigDecimal credits(Object value) {
    return value instanceof Number units && !(value instanceof BigDecimal)
        ? SqliteValue.credits(units.longValue())
        : (BigDecimal) value;
  }

  public static Long number(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? null : number;
  }
}
