package dev.rivyaroutes.ledger.bulk;

import java.util.Locale;
import java.util.stream.Stream;

/** The state of a bulk order. */
public enum BulkState {
  /** Its jobs are being found and checked. */
  PLANNING,
  /** Its jobs are fixed. It waits for a person to start or end it. */
  PLANNED,
  RUNNING,
  /** A person or too many failures have paused it. */
  PAUSED,
  /** Every job was ordered or skipped, and those that were ordered have ended. */
  FINISHED,
  /** A person has ended it; jobs that were not ordered stay as they are. */
  ENDED;

  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static boolean isKnown(String word) {
    return Stream.of(values()).anyMatch(state -> state.column().equals(word));
  }

  static BulkState fromColumn(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }
}
