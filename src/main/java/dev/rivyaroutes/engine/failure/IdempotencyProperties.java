package dev.rivyaroutes.engine.failure;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Rivya treats idempotency keys, as far as is known.
 *
 * @param keyLife How long an idempotency key protects from a second payment. A job whose outcome is
 *     unknown for longer is parked for a person.
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
