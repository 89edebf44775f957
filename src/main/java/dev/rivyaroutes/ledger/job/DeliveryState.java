package dev.rivyaroutes.ledger.job;

import java.util.Locale;

/** The states of a delivery, in the ledger by their names in lower case. */
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
