package dev.rivyaroutes.account;

import dev.rivyaroutes.Require;
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

  public CreditProperties {
    Require.atLeast("rivya.credits.read", read, "100ms");
    Require.atLeast("rivya.credits.read-idle", readIdle, "100ms");
    Require.atLeast("rivya.credits.read-paused", readPaused, "100ms");
  }
}
