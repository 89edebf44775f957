package dev.rivyaroutes.delivery.callback;

import dev.rivyaroutes.WebAddress;
import dev.rivyaroutes.delivery.callback.CallbackProperties.Receiver;
import dev.rivyaroutes.media.PublicAddresses;
import dev.rivyaroutes.outbound.CallLimits;
import dev.rivyaroutes.outbound.MinimumRate;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** One receiver of callbacks, checked. Its messages name keys and hosts, never secrets or paths. */
final class CallbackConnection {

  private final String name;
  private final Receiver receiver;
  private final URI url;

  private CallbackConnection(String name, Receiver receiver) {
    this.name = name;
    this.receiver = receiver;
    this.url = checkedUrl();
  }

  /**
   * @throws IllegalArgumentException when the receiver is not there or cannot be used, with its key
   *     and the remedy
   */
  static CallbackConnection of(String name, CallbackProperties properties) {
    Receiver receiver = properties.callbacks().get(name);
    Set<String> names = properties.callbacks().keySet();
    if (receiver == null || receiver.url().isBlank()) {
      throw new IllegalArgumentException(
          "rivya.callbacks.%s.url is not set; set it, or let the flow's callback-result-sink name another connection (there are: %s)."
              .formatted(name, names.isEmpty() ? "none" : String.join(", ", names)));
    }
    CallbackConnection connection = new CallbackConnection(name, receiver);
    connection.checkSecrets();
    if (receiver.timeout().isNegative() || receiver.timeout().toMillis() < 1) {
      throw connection.wrong(
          "timeout", "is " + receiver.timeout().toMillis() + "ms; it must be above 0s.");
    }
    return connection;
  }

  URI url() {
    return url;
  }

  Duration timeout() {
    return receiver.timeout();
  }

  /** The one time-out bounds everything: a receiver is to answer at once. */
  CallLimits limits() {
    return new CallLimits(timeout(), timeout(), timeout(), MinimumRate.ANY, Long.MAX_VALUE);
  }

  boolean allowPrivate() {
    return receiver.allowPrivate();
  }

  long maxInline() {
    return receiver.maxInline().toBytes();
  }

  /** Read anew for every signature; nobody keeps them. */
  List<String> secrets() {
    return Stream.of(receiver.secret(), receiver.secretPrevious())
        .filter(secret -> !secret.isBlank())
        .toList();
  }

  String key(String key) {
    return "rivya.callbacks." + name + "." + key;
  }

  /** For messages: the name, and where it leads without path and query. */
  @Override
  public String toString() {
    return name + " (" + url.getScheme() + "://" + url.getRawAuthority() + ")";
  }

  private URI checkedUrl() {
    URI uri;
    try {
      uri = URI.create(WebAddress.plain(receiver.url().strip()));
    } catch (IllegalArgumentException e) {
      // Not passed on: its message quotes the whole URL.
      throw wrong("url", "is no URL; write it like https://erp.example.com/rivya.");
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw wrong("url", "has the scheme " + scheme + "; it must be https.");
    }
    if (uri.getRawUserInfo() != null || String.valueOf(uri.getRawAuthority()).contains("@")) {
      throw wrong("url", "holds a user name; remove it, callbacks are signed instead.");
    }
    if (!WebAddress.isCallable(uri) || PublicAddresses.isOddNumber(uri.getHost())) {
      throw wrong(
          "url",
          "names no host, or a port that does not exist; write it like https://erp.example.com/rivya.");
    }
    if (scheme.equals("http") && !receiver.allowPrivate()) {
      throw wrong(
          "url", "is http; use https, or set " + key("allow-private") + " for your own network.");
    }
    return uri;
  }

  private void checkSecrets() {
    if (receiver.secret().isBlank()) {
      throw wrong("secret", "is not set; make one: echo whsec_$(openssl rand -base64 32).");
    }
    for (String key : List.of("secret", "secret-previous")) {
      String secret = key.equals("secret") ? receiver.secret() : receiver.secretPrevious();
      if (!secret.isBlank() && !SignWebhook.isSecret(secret)) {
        throw wrong(
            key,
            "is no secret; it must be whsec_ and at least 24 bytes in base64: echo whsec_$(openssl rand -base64 32).");
      }
    }
  }

  private IllegalArgumentException wrong(String key, String why) {
    return new IllegalArgumentException(key(key) + " " + why);
  }
}
