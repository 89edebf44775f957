package dev.rivyaroutes.ledger.sqlite;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Array;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * The values that SQLite has no type for. Times are UTC texts of one width, so that they sort by
 * time; credits are whole numbers of 1/10,000, so that sums are exact; a list of texts is JSON.
 */
public final class SqliteValue {

  private static final int SCALE = 4;

  private SqliteValue() {}

  static Object of(Object value) {
    if (value instanceof OffsetDateTime time) {
      return SqliteTime.text(time.toInstant());
    }
    if (value instanceof LocalDate day) {
      return day.toString();
    }
    if (value instanceof BigDecimal credits) {
      return credits.setScale(SCALE, RoundingMode.HALF_UP).unscaledValue().longValueExact();
    }
    return value instanceof Array list ? list.toString() : value;
  }

  public static Instant time(String text) {
    return SqliteTime.instant(text);
  }

  public static BigDecimal credits(long units) {
    return BigDecimal.valueOf(units, SCALE);
  }
}
