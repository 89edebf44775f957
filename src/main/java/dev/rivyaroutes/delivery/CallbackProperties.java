package dev.rivyaroutes.delivery;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The receivers of callbacks by name. They are checked when a flow uses one.
 *
 * @param publicUrl the address at which receivers reach this program, for the links to its files
 * @param callbacks the receivers
 */
@ConfigurationProperties("rivya")
public record CallbackProperties(
    @DefaultValue("http://localhost:8080") String publicUrl,
    @DefaultValue Map<String, Receiver> callbacks) {

  /**
   * One receiver. Its text never shows the secrets, nor the URL, whose path may be one.
   *
   * @param url the https address that takes the POST
   * @param secret signs the callbacks: whsec_ and base64
   * @param secretPrevious signs them too, while receivers change to a new secret
   * @param timeout the time for the whole call
   * @param allowPrivate whether the address may be http, on this machine or in a private network
   * @param maxInline the most bytes of files in one callback with {@code files: inline}
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
