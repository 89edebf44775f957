package dev.rivyaroutes.webhook;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How secrets are kept in the ledger.
 *
 * @param secretsKey 32 bytes in base64 that encrypt them
 */
@ConfigurationProperties("rivya")
public record SecretsProperties(@DefaultValue("") String secretsKey) {

  /** Never with the key. */
  @Override
  public String toString() {
    return "secrets key " + (secretsKey.isBlank() ? "not set" : "set");
  }
}
