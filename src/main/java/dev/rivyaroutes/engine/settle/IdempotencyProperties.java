package dev.rivyaroutes.engine.settle;

import dev.rivyaroutes.Require;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Rivya treats idempotency keys.
 *
 * @param keyLife How long an idempotency key prevents a second charge. A job whose outcome is
 *     unknown for longer is parked until a person replays or cancels it.
 */
@ConfigurationProperties("rivya.idempotency")
public record IdempotencyProperties(@DefaultValue("24h") Duration keyLife) {

  public IdempotencyProperties {
    Require.atLeast("rivya.idempotency.key-life", keyLife, "1s");
  }
}
