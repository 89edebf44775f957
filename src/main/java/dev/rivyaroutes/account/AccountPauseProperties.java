package dev.rivyaroutes.account;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a paused account retries.
 *
 * @param retry The time until a paused account (key refused, too few credits) retries with one job.
 *     It doubles with each further retry, up to 5m.
 */
@ConfigurationProperties("rivya.pause")
public record AccountPauseProperties(@DefaultValue("15s") Duration retry) {

  public AccountPauseProperties {
    if (retry.toMillis() < 100) {
      throw new IllegalArgumentException(
          "rivya.pause.retry is " + retry.toMillis() + "ms; it must be at least 100ms.");
    }
  }
}
