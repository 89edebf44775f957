package dev.rivyaroutes.ledger.credits;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * The maximum credits of an account or a flow in a day or a month, in UTC.
 *
 * @param name the account or the flow
 * @param key the configuration key that sets it
 */
public record Cap(Scope scope, String name, Period period, BigDecimal credits, String key) {

  public enum Scope {
    ACCOUNT,
    FLOW;

    String column() {
      return this == ACCOUNT ? "account" : "flow";
    }
  }

  public enum Period {
    DAY,
    MONTH;

    LocalDate first(LocalDate day) {
      return this == DAY ? day : day.withDayOfMonth(1);
    }

    LocalDate next(LocalDate day) {
      return this == DAY ? day.plusDays(1) : first(day).plusMonths(1);
    }

    /** Such as 2026-11-23 or 2026-11. */
    String name(LocalDate day) {
      return this == DAY ? day.toString() : YearMonth.from(day).toString();
    }
  }

  /** When the next period begins. */
  Instant resetsAt(LocalDate day) {
    return period.next(day).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The owner in messages, such as {@code flow photos}. */
  String owner() {
    return scope.column() + " " + name;
  }
}
