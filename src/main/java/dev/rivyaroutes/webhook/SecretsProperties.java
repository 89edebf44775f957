package dev.rivyaroutes.webhook;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The encryption of secrets in the ledger.
 *
 * @param secretsKey Encrypts the secrets in the ledger: 32 bytes in base64, the same for all
 *     replicas. Required with {@code webhook.public-url}. Create one with {@code openssl rand
 *     -base64 32}.
 */
@ConfigurationProperties("rivya")
public record SecretsProperties(@DefaultValue("") String secretsKey) {

  /** Without the key. */
  @Override
  public String toString() {
    return "secrets key " + (secretsKey.isBlank() ? "not set" : "set");
  }
}
