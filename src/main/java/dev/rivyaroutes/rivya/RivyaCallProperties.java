package dev.rivyaroutes.rivya;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a call to Rivya may take.
 *
 * @param connectTimeout The longest time to a connection to Rivya.
 * @param responseTimeout The longest silence of Rivya before or within an answer. Raise it where a
 *     proxy is slow.
 * @param chatResponseTimeout The longest silence of Rivya before or within a chat answer.
 */
@ConfigurationProperties("rivya.calls")
public record RivyaCallProperties(
    @DefaultValue("10s") Duration connectTimeout,
    @DefaultValue("60s") Duration responseTimeout,
    @DefaultValue("5m") Duration chatResponseTimeout) {

  public RivyaCallProperties {
    if (connectTimeout.toMillis() < 100) {
      throw new IllegalArgumentException(
          "rivya.calls.connect-timeout is "
              + connectTimeout.toMillis()
              + "ms; it must be at least 100ms.");
    }
    if (chatResponseTimeout.toMillis() < 100) {
      throw new IllegalArgumentException(
          "rivya.calls.chat-response-timeout is "
              + chatResponseTimeout.toMillis()
              + "ms; it must be at least 100ms.");
    }
    if (responseTimeout.toMillis() < 100) {
      throw new IllegalArgumentException(
          "rivya.calls.response-timeout is "
              + responseTimeout.toMillis()
              + "ms; it must be at least 100ms.");
    }
  }
}
