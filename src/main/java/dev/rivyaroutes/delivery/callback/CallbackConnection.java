package dev.rivyaroutes.delivery.callback;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.WebAddress;
import dev.rivyaroutes.delivery.callback.CallbackProperties.Receiver;
import dev.rivyaroutes.outbound.CallLimits;
import dev.rivyaroutes.outbound.MinimumRate;
import dev.rivyaroutes.outbound.PublicAddresses;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A checked receiver of callbacks. Its messages name keys and hosts, not secrets or paths. */
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
   * @throws IllegalArgumentException with key and remedy, when the receiver is missing or invalid
   */
  static CallbackConnection of(String name, CallbackProperties properties) {
    Receiver receiver = properties.callbacks().get(name);
    Set<String> names = properties.callbacks().keySet();
    Require.that(
        receiver != null && !receiver.url().isBlank(),
        "rivya.callbacks.%s.url is not set; set it, or name another connection in the flow's callback-result-sink (configured: %s)."
            .formatted(name, names.isEmpty() ? "none" : String.join(", ", names)));
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

  /** One time-out limits the whole call: a receiver should answer at once. */
  CallLimits limits() {
    return new CallLimits(timeout(), timeout(), timeout(), MinimumRate.ANY, Long.MAX_VALUE);
  }

  boolean allowPrivate() {
    return receiver.allowPrivate();
  }

  long maxInline() {
    return receiver.maxInline().toBytes();
  }

  /** Read for every signature. */
  List<String> secrets() {
    return Stream.of(receiver.secret(), receiver.secretPrevious())
        .filter(secret -> !secret.isBlank())
        .toList();
  }

  String key(String key) {
    return "rivya.callbacks." + name + "." + key;
  }

  /** For messages: the name and the address, without path and query. */
  @Override
  public String toString() {
    return name + " (" + url.getScheme() + "://" + url.getRawAuthority() + ")";
  }

  private URI checkedUrl() {
    URI uri;
    try {
      uri = URI.create(WebAddress.plain(receiver.url().strip()));
    } catch (IllegalArgumentException e) {
      // Without a cause: its message shows the whole URL.
      throw wrong("url", "is not a URL; write it like https://erp.example.com/rivya.");
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw wrong("url", "has the scheme " + scheme + "; it must be https.");
    }
    if (uri.getRawUserInfo() != null || String.valueOf(uri.getRawAuthority()).contains("@")) {
      throw wrong("url", "contains a user name; remove it, callbacks are signed instead.");
    }
    if (!WebAddress.isCallable(uri) || PublicAddresses.isOddNumber(uri.getHost())) {
      throw wrong("url", "has no valid host or port; write it like https://erp.example.com/rivya.");
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
      if (!secret.isBlank() && !SignCallback.isSecret(secret)) {
        throw wrong(
            key,
            "is not a secret; it must be whsec_ and at least 24 bytes in base64: echo whsec_$(openssl rand -base64 32).");
      }
    }
  }

  private IllegalArgumentException wrong(String key, String why) {
    return new IllegalArgumentException(key(key) + " " + why);
  }
}
