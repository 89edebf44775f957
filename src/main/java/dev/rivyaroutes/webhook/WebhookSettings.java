package dev.rivyaroutes.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How an account takes Rivya's events.
 *
 * @param secrets the secrets that Rivya may sign with; several while they rotate
 * @param publicUrl where Rivya reaches this program; its endpoint is registered there
 * @param overlap how long an old secret holds after a rotation
 */
public record WebhookSettings(
    @DefaultValue List<String> secrets,
    @DefaultValue("") String publicUrl,
    @DefaultValue("24h") Duration overlap) {

  /** Blank secrets are none: an environment variable that is not set. */
  public WebhookSettings {
    secrets = secrets.stream().map(String::strip).filter(secret -> !secret.isEmpty()).toList();
    publicUrl = publicUrl.strip();
  }

  /** Whether the program has an endpoint of its own at Rivya. */
  public boolean isRegistered() {
    return !publicUrl.isEmpty();
  }

  /** The endpoint's address. */
  public String url(String account) {
    String base = publicUrl.replaceAll("/+$", "");
    return base + "/webhooks/rivya/" + account;
  }

  /**
   * Tells what is wrong and the remedy, never a secret.
   *
   * @param key the key of the account's settings
   */
  public void check(String key) {
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
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return http
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null
          && publicUrl.length() <= 1000;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Never with a secret. */
  @Override
  public String toString() {
    return "%d secret(s), %s".formatted(secrets.size(), isRegistered() ? publicUrl : "no endpoint");
  }
}
