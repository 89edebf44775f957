package dev.rivyaroutes.delivery.callback;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The receivers of callbacks by name. A receiver is checked when a flow uses it.
 *
 * @param callbacks The receivers of callbacks.
 */
@ConfigurationProperties("rivya")
public record CallbackProperties(@DefaultValue Map<String, Receiver> callbacks) {

  /**
   * A receiver. Its text shows neither the secrets nor the URL, whose path may be secret.
   *
   * @param url The https address that takes the POST. Required once a running flow uses the
   *     receiver.
   * @param secret Signs the callbacks; give it to the receiver. Create one with {@code echo
   *     whsec_$(openssl rand -base64 32)}.
   * @param secretPrevious The old secret while the receiver changes to a new one: callbacks are
   *     signed with both.
   * @param timeout The maximum duration of the whole call. Raise it for a receiver that works
   *     before it answers.
   * @param allowPrivate Whether the address may be http, on this machine or in a private network.
   *     Only for receivers of your own.
   * @param maxInline The maximum size of all files in one callback if a flow sets {@code files:
   *     inline}; further files are sent as links only.
   */
  public record Receiver(
      @DefaultValue("") String url,
      @DefaultValue("") String secret,
      @DefaultValue("") String secretPrevious,
      @DefaultValue("15s") Duration timeout,
      @DefaultValue("false") boolean allowPrivate,
      @DefaultValue("1MB") DataSize maxInline) {

    @Override
    public String toString() {
      return "Receiver[secret=%s, timeout=%s, allowPrivate=%s, maxInline=%s]"
          .formatted(secret.isEmpty() ? "not set" : "set", timeout, allowPrivate, maxInline);
    }
  }
}
