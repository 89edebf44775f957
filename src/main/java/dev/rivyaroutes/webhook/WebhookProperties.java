package dev.rivyaroutes.webhook;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.WebAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How an account receives Rivya's events. Without a secret and without a registered endpoint it
 * receives none.
 *
 * @param secrets The secrets that Rivya signs with, separated by commas; several while a secret is
 *     rotated. They take precedence over the secret of a registered endpoint. Without a secret and
 *     without {@code public-url} the account receives no events.
 * @param scheme How Rivya signs. {@code timestamped} is one header {@code t=<unix>,v1=<hex>}.
 * @param tolerance The largest difference between an event's timestamp and the current time.
 * @param trustPayload Whether an event alone settles its job. Otherwise an event makes the program
 *     poll Rivya at once.
 * @param signatureHeader The header with the signature, for {@code timestamped}.
 * @param publicUrl The https address at which Rivya reaches this program. When it is set, the
 *     program registers its endpoint at Rivya itself, and {@code rivya.secrets-key} is required.
 * @param overlap How long the old secret of the registered endpoint stays valid after a rotation.
 */
public record WebhookProperties(
    @DefaultValue List<String> secrets,
    @DefaultValue("standard-webhooks") Scheme scheme,
    @DefaultValue("5m") Duration tolerance,
    @DefaultValue("false") boolean trustPayload,
    @DefaultValue("webhook-signature") String signatureHeader,
    @DefaultValue("") String publicUrl,
    @DefaultValue("24h") Duration overlap) {

  public enum Scheme {
    /** {@code webhook-signature: v1,<base64>}; a secret is base64 after {@code whsec_}. */
    STANDARD_WEBHOOKS,
    /** {@code t=<unix>,v1=<hex>} in one header; the bytes of a secret are the key. */
    TIMESTAMPED
  }

  /** A blank secret comes from an environment variable that is not set. */
  public WebhookProperties {
    secrets = secrets.stream().map(String::strip).filter(secret -> !secret.isEmpty()).toList();
    publicUrl = publicUrl.strip();
  }

  /** Whether the account receives events. */
  public boolean isOn() {
    return !secrets.isEmpty() || isRegistered();
  }

  /** Whether the program registers an endpoint at Rivya. */
  public boolean isRegistered() {
    return !publicUrl.isEmpty();
  }

  public String url(String account) {
    return WebAddress.base(publicUrl) + "/webhooks/rivya/" + account;
  }

  /**
   * Checks the settings.
   *
   * @param key the key of the account's settings
   * @throws IllegalArgumentException with key and remedy, without secrets
   */
  public void check(String key) {
    Require.atLeast(key + ".tolerance", tolerance, "1s");
    try {
      verifier(secrets, Clock.systemUTC());
    } catch (IllegalArgumentException e) {
      // Without a cause: the start reports the innermost message, which must name the key.
      throw new IllegalArgumentException(key + ": " + e.getMessage());
    }
    if (scheme == Scheme.TIMESTAMPED && signatureHeader.isBlank()) {
      throw new IllegalArgumentException(key + ".signature-header is empty; name a header.");
    }
    if (isRegistered() && !isAddress()) {
      throw new IllegalArgumentException(
          "%s.public-url is not an address that Rivya can reach; write one without credentials and query, such as https://media.example.com."
              .formatted(key));
    }
    Require.atLeast(key + ".overlap", overlap, "1m");
  }

  private boolean isAddress() {
    try {
      URI uri = URI.create(publicUrl);
      return WebAddress.isWeb(uri)
          && WebAddress.isCallable(uri)
          && uri.getQuery() == null
          && uri.getFragment() == null
          && publicUrl.length() <= 1000;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether a secret can be a key of the scheme. */
  boolean isKey(String secret) {
    try {
      verifier(List.of(secret), Clock.systemUTC());
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  WebhookVerifier verifier(List<String> valid, Clock clock) {
    return new WebhookVerifier(scheme, signatureHeader, valid, tolerance, clock);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "%d secret(s), %s, %s"
        .formatted(secrets.size(), scheme, isRegistered() ? publicUrl : "no endpoint");
  }
}
