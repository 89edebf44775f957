package dev.rivyaroutes.ledger.accept;

/**
 * A message arrived while another with the same key is being processed. Whether it is a duplicate
 * is known only when that ends, so its source must keep it and retry.
 */
public class KeyInFlight extends RuntimeException {

  private static final int MAX = 100;

  KeyInFlight(String key) {
    super(
        "Another message with the key %s is being processed; retry this one after it."
            .formatted(key.length() > MAX ? key.substring(0, MAX) + "…" : key));
  }
}
