package dev.rivyaroutes.access;

import dev.rivyaroutes.Require;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long people stay logged in.
 *
 * @param maxAge The time after which a login ends, however much it is used. One that is not used
 *     ends after {@code server.servlet.session.timeout}.
 */
@ConfigurationProperties("rivya.access.login")
record LoginProperties(@DefaultValue("12h") Duration maxAge) {

  LoginProperties {
    Require.atLeast("rivya.access.login.max-age", maxAge, "1m");
  }
}
