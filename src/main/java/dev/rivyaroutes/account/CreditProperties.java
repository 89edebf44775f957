package dev.rivyaroutes.account;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often the balance of each account is read.
 *
 * @param read How often the balance of an account is read while it has unfinished jobs.
 * @param readIdle How often the balance of an account is read while it has no unfinished jobs.
 * @param readPaused How often the balance of an account is read while it is paused for too few
 *     credits.
 */
@ConfigurationProperties("rivya.credits")
public record CreditProperties(
    @DefaultValue("5m") Duration read,
    @DefaultValue("1h") Duration readIdle,
    @DefaultValue("30s") Duration readPaused) {

  private static final Duration LEAST = Duration.ofMillis(100);

  public CreditProperties {
    require("read", read);
    require("read-idle", readIdle);
    require("read-paused", readPaused);
  }

  private static void require(String key, Duration time) {
    if (time.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "rivya.credits." + key + " is " + time.toMillis() + "ms; it must be at least 100ms.");
    }
  }
}
