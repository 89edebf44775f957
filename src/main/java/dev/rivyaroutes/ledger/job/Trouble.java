package dev.rivyaroutes.ledger.job;

import java.util.Locale;

/** The classes of trouble; each has its own policy. */
public enum Trouble {
  /** Temporary: retried on a schedule. */
  TRANSIENT,
  /** Permanent: the job fails. */
  PERMANENT,
  /** The account's key is refused: the account is paused and its jobs are parked. */
  AUTH,
  /** The account has too few credits: the account is paused and its jobs are parked. */
  CREDIT,
  /** A budget is exhausted: the job is parked until enough of it is available. */
  BUDGET,
  /** The model is unavailable: the job is parked until it is available. */
  MODEL,
  /**
   * The outcome of a paid call is unknown: the same bytes are sent under the same key; if that
   * fails, a person decides.
   */
  UNKNOWN,
  /** The brief is invalid: it is refused before any credit is spent. */
  BRIEF,
  /** An order of a person. */
  ORDER;

  /** The name in the ledger and in the API. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Trouble fromColumn(String column) {
    return column == null ? null : valueOf(column.toUpperCase(Locale.ROOT));
  }
}
