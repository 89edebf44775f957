package dev.rivyaroutes.engine;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Rivya treats idempotency keys, as far as is known.
 *
 * @param keyLife how long a key protects from a second payment; an unknown outcome older than that
 *     is parked
 */
@ConfigurationProperties("rivya.idempotency")
public record IdempotencyProperties(@DefaultValue("24h") Duration keyLife) {

  public IdempotencyProperties {
    if (keyLife.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "rivya.idempotency.key-life is " + keyLife.toMillis() + "ms; it must be at least 1s.");
    }
  }
}
