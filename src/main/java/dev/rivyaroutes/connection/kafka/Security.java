package dev.rivyaroutes.connection.kafka;

import java.util.Locale;

/** How a client is encrypted, and logs in. */
enum Security {
  NONE(null),
  TLS(null),
  SASL_PLAIN("PLAIN"),
  SASL_SCRAM_256("SCRAM-SHA-256"),
  SASL_SCRAM_512("SCRAM-SHA-512");

  private final String mechanism;

  Security(String mechanism) {
    this.mechanism = mechanism;
  }

  /** The SASL mechanism; null without a login. */
  String mechanism() {
    return mechanism;
  }

  boolean hasLogin() {
    return mechanism != null;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
