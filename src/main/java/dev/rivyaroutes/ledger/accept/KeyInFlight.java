package dev.rivyaroutes.ledger.accept;

/**
 * A message came while another with the same key is worked on. Whether it is a duplicate is known
 * once that work has ended; its source keeps it and hands it in again.
 */
public class KeyInFlight extends RuntimeException {

  private static final int MOST = 100;

  KeyInFlight(String key) {
    super(
        "Another message with the key "
            + (key.length() > MOST ? key.substring(0, MOST) + "…" : key)
            + " is being worked on; this one must come again after it.");
  }
}
