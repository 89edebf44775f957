package dev.rivyaroutes.reload;

import dev.rivyaroutes.Require;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a changed flow is swapped while calls and deliveries of it are under way.
 *
 * @param quietWithin How long a changed flow waits for a moment of at most a second in which what
 *     is under way in it ends, before its new calls have to wait for the swap.
 * @param drainWithin The longest time after that for what is under way. What takes longer is cut
 *     off: a caller gets an error, and a delivery is repeated under the same id.
 */
@ConfigurationProperties("rivya.reload")
record ReloadProperties(
    @DefaultValue("1m") Duration quietWithin, @DefaultValue("15m") Duration drainWithin) {

  ReloadProperties {
    Require.atLeast("rivya.reload.quiet-within", quietWithin, "0s");
    Require.atLeast("rivya.reload.drain-within", drainWithin, "1s");
  }
}
