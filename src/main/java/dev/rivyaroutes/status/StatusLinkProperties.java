package dev.rivyaroutes.status;

import dev.rivyaroutes.Require;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The links by which askers follow their briefs without a login. There are links where {@code
 * rivya.secrets-key} is set, which signs them, and {@code rivya.public-url} is not an address of
 * this machine alone.
 *
 * @param lifetime How long a link is valid after its brief arrived; {@code 0s} for no links.
 */
@ConfigurationProperties("rivya.status-link")
record StatusLinkProperties(@DefaultValue("30d") Duration lifetime) {

  StatusLinkProperties {
    Require.that(
        !lifetime.isNegative(),
        "rivya.status-link.lifetime is negative; it must be 0s for no links, or a time such as 30d.");
  }
}
