package dev.rivyaroutes.ledger.job;

import java.util.Locale;

/** The classes of trouble; each has its own policy. */
public enum Trouble {
  /** Passes by itself: tried again on a schedule. */
  TRANSIENT,
  /** Will be refused again: the job fails. */
  PERMANENT,
  /** The account's key is refused: the account pauses, its jobs park. */
  AUTH,
  /** The account has too few credits: the account pauses, its jobs park. */
  CREDIT,
  /** A budget is used up: the job parks until it has room again. */
  BUDGET,
  /** The model is not available: the job parks until it is. */
  MODEL,
  /** The outcome of a paid call is not known: the same bytes under the same key, then a person. */
  UNKNOWN,
  /** The brief itself cannot be used: refused before any credit is spent. */
  BRIEF,
  /** A person's order. */
  ORDER;

  /** The word for it in the ledger and in documents. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Trouble fromColumn(String column) {
    return column == null ? null : valueOf(column.toUpperCase(Locale.ROOT));
  }
}
