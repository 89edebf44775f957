package dev.rivyaroutes.connection.kafka;

import java.util.Locale;

/** The form of a file with certificates or keys, by the end of its name. */
enum StoreType {
  PEM,
  PKCS12,
  JKS;

  /** Null for an unknown one. */
  static StoreType of(String path) {
    String name = path.strip().toLowerCase(Locale.ROOT);
    if (name.endsWith(".pem") || name.endsWith(".crt")) {
      return PEM;
    }
    if (name.endsWith(".p12") || name.endsWith(".pfx")) {
      return PKCS12;
    }
    return name.endsWith(".jks") ? JKS : null;
  }
}
