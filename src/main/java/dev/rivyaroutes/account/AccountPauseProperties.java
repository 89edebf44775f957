package dev.rivyaroutes.account;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a paused account is tried again.
 *
 * @param retry the time to the first try; each further one doubles it, up to five minutes
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
