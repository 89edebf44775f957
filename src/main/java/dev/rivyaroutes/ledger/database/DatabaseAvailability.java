package dev.rivyaroutes.ledger.database;

/** Whether the database is available, so that callers can skip work and logging in an outage. */
public interface DatabaseAvailability {

  /** Whether the database is unavailable now. The call never blocks. */
  boolean isUnavailable();

  /**
   * Reports a failure, and returns whether it belongs to an outage of the database. An outage is
   * logged once, so the caller must not log the failure itself.
   */
  boolean isPartOfOutage(Throwable failure);
}
