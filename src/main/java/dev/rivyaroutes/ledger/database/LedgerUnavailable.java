package dev.rivyaroutes.ledger.database;

/** A call of the ledger failed or timed out. A write may or may not have been committed. */
public class LedgerUnavailable extends RuntimeException {
  public LedgerUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
