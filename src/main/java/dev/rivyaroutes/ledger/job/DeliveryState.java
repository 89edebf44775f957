package dev.rivyaroutes.ledger.job;

import java.util.Locale;

/**
 * The states of a delivery. The claims in SQL name {@code pending} as text, as their index does.
 */
public enum DeliveryState {
  /** It is claimed when it is due; a failure that may pass leaves it so. */
  PENDING,
  /** The sink has received it. */
  DELIVERED,
  /** It has failed permanently, or too often; only a replay retries it. */
  DEAD;

  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static DeliveryState fromColumn(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }
}
