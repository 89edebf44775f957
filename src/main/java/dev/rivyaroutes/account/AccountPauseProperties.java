package dev.rivyaroutes.account;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a paused account is tried again.
 *
 * @param retry How soon a paused account (key refused, too few credits) lets one job try again.
 *     Each further try waits twice as long, up to 5m.
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
