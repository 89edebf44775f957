package dev.rivyaroutes.ledger.database;

/** Whether the ledger's database answers now, so that nobody asks or complains in vain. */
public interface DatabaseAvailability {

  /** Whether the database does not answer now. It never blocks. */
  boolean isUnavailable();

  /**
   * Takes note of a failure. True when it belongs to an outage of the database, which is told once
   * for all: the caller writes no line of its own.
   */
  boolean isPartOfOutage(Throwable failure);
}
