package dev.rivyaroutes.ledger.credits;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * The most credits that an account or a flow may spend in a day or a month, both in UTC.
 *
 * @param name the account or the flow
 * @param key the configuration key that sets it
 */
public record Cap(Scope scope, String name, Period period, BigDecimal credits, String key) {

  /** Whose credits are counted. */
  public enum Scope {
    ACCOUNT,
    FLOW;

    String column() {
      return this == ACCOUNT ? "account" : "flow";
    }
  }

  /** Over which time they are counted. */
  public enum Period {
    DAY,
    MONTH;

    LocalDate first(LocalDate day) {
      return this == DAY ? day : day.withDayOfMonth(1);
    }

    LocalDate next(LocalDate day) {
      return this == DAY ? day.plusDays(1) : first(day).plusMonths(1);
    }

    /** 2026-11-23 or 2026-11. */
    String name(LocalDate day) {
      return this == DAY ? day.toString() : YearMonth.from(day).toString();
    }
  }

  /** When the cap begins anew. */
  Instant resetsAt(LocalDate day) {
    return period.next(day).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** As in a message: {@code flow photos}. */
  String owner() {
    return scope.column() + " " + name;
  }
}
