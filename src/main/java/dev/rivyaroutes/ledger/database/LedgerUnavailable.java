package dev.rivyaroutes.ledger.database;

/** The ledger did not take or give something. What was asked may or may not be committed. */
public class LedgerUnavailable extends RuntimeException {
  public LedgerUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
