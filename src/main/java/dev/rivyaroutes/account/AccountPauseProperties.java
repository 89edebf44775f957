package dev.rivyaroutes.account;

import dev.rivyaroutes.Require;
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
    Require.atLeast("rivya.pause.retry", retry, "100ms");
  }
}
