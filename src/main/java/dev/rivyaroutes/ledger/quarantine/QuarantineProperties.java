package dev.rivyaroutes.ledger.quarantine;

import dev.rivyaroutes.Require;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the quarantine.
 *
 * @param keep How long a quarantined message is kept with its raw bytes, from its last change on.
 */
@ConfigurationProperties("rivya.quarantine")
public record QuarantineProperties(@DefaultValue("90d") Duration keep) {

  public QuarantineProperties {
    Require.atLeast("rivya.quarantine.keep", keep, "1d");
  }
}
