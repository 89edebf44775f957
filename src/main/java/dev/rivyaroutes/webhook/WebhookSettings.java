package dev.rivyaroutes.webhook;

import dev.rivyaroutes.WebAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How an account takes Rivya's events. Without a secret, and without an endpoint of its own, it
 * takes none.
 *
 * @param secrets The secrets that Rivya signs with, separated by commas; several while a secret
 *     rotates. They take precedence over the secret of a registered endpoint. Without a secret and
 *     without {@code public-url} the account receives no events.
 * @param scheme How Rivya signs. {@code timestamped} is one header {@code t=<unix>,v1=<hex>};
 *     {@code custom} is described by the keys below {@code custom}.
 * @param tolerance How far the time of an event may differ from now.
 * @param trustPayload Whether a job is settled from the event alone. Otherwise the event only makes
 *     the program ask Rivya at once.
 * @param signatureHeader The header with the signature, for {@code timestamped} and {@code custom}.
 * @param custom The parts of a custom scheme.
 * @param publicUrl The https address at which Rivya reaches this program. When it is set, the
 *     program registers its endpoint at Rivya itself, and {@code rivya.secrets-key} is required.
 * @param overlap How long the old secret of the registered endpoint stays valid after a rotation.
 */
public record WebhookSettings(
    @DefaultValue List<String> secrets,
    @DefaultValue("standard-webhooks") Scheme scheme,
    @DefaultValue("5m") Duration tolerance,
    @DefaultValue("false") boolean trustPayload,
    @DefaultValue("webhook-signature") String signatureHeader,
    @DefaultValue Custom custom,
    @DefaultValue("") String publicUrl,
    @DefaultValue("24h") Duration overlap) {

  /** The named schemes. */
  public enum Scheme {
    STANDARD_WEBHOOKS,
    TIMESTAMPED,
    CUSTOM
  }

  /**
   * A scheme of one's own; see {@link SignatureScheme}.
   *
   * @param idHeader The header with the id of the event; empty if there is none.
   * @param timestampHeader The header with the Unix time in seconds; empty if there is none, or if
   *     the signature header has it.
   * @param layout How the signature header is written: {@code list} ({@code v1,<signature>
   *     v1,<signature>}), {@code fields} ({@code t=<unix>,v1=<signature>}) or {@code plain}.
   * @param mark What each signature starts with: {@code v1} in a list, the name of the field, or
   *     the prefix of a plain signature.
   * @param signed The text that is signed, with {@code {id}}, {@code {timestamp}} and, once, {@code
   *     {body}}.
   * @param encoding How a signature is written.
   * @param keyForm How the key is derived from a secret; {@code whsec-base64} is the base64 text
   *     after {@code whsec_}.
   */
  public record Custom(
      @DefaultValue("") String idHeader,
      @DefaultValue("") String timestampHeader,
      @DefaultValue("plain") SignatureScheme.Layout layout,
      @DefaultValue("sha256=") String mark,
      @DefaultValue("{body}") String signed,
      @DefaultValue("hex") SignatureScheme.Encoding encoding,
      @DefaultValue("as-given") SignatureScheme.KeyForm keyForm) {}

  /** Blank secrets are none: an environment variable that is not set. */
  public WebhookSettings {
    secrets = secrets.stream().map(String::strip).filter(secret -> !secret.isEmpty()).toList();
    publicUrl = publicUrl.strip();
  }

  /** Whether events are taken. */
  public boolean isOn() {
    return !secrets.isEmpty() || isRegistered();
  }

  /** Whether the program has an endpoint of its own at Rivya. */
  public boolean isRegistered() {
    return !publicUrl.isEmpty();
  }

  /** The endpoint's address. */
  public String url(String account) {
    String base = WebAddress.plain(publicUrl).replaceAll("/+$", "");
    return base + "/webhooks/rivya/" + account;
  }

  /**
   * Tells what is wrong and the remedy, never a secret.
   *
   * @param key the key of the account's settings
   */
  public void check(String key) {
    if (tolerance.toSeconds() < 1) {
      throw new IllegalArgumentException(
          key + ".tolerance is " + tolerance.toMillis() + "ms; it must be at least 1s.");
    }
    try {
      verifier(secrets, Clock.systemUTC());
    } catch (IllegalArgumentException e) {
      // Without the cause: the innermost sentence is told at the start, and must name the key.
      throw new IllegalArgumentException(key + ": " + e.getMessage());
    }
    if (isRegistered() && !isAddress()) {
      throw new IllegalArgumentException(
          key
              + ".public-url is no address that Rivya can reach; write one without credentials and"
              + " query, such as https://media.example.com.");
    }
    if (overlap.toMinutes() < 1) {
      throw new IllegalArgumentException(
          key + ".overlap is " + overlap.toMillis() + "ms; it must be at least 1m.");
    }
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
      return signatureScheme().keyForm().key(secret).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  WebhookVerifier verifier(List<String> inForce, Clock clock) {
    return new WebhookVerifier(signatureScheme(), inForce, tolerance, clock);
  }

  SignatureScheme signatureScheme() {
    return switch (scheme) {
      case STANDARD_WEBHOOKS -> SignatureScheme.STANDARD_WEBHOOKS;
      case TIMESTAMPED -> SignatureScheme.timestamped(signatureHeader);
      case CUSTOM ->
          new SignatureScheme(
              custom.idHeader(),
              custom.timestampHeader(),
              signatureHeader,
              custom.layout(),
              custom.mark(),
              custom.signed(),
              custom.encoding(),
              custom.keyForm());
    };
  }

  /** Never with a secret. */
  @Override
  public String toString() {
    return "%d secret(s), %s, %s"
        .formatted(secrets.size(), scheme, isRegistered() ? publicUrl : "no endpoint");
  }
}
