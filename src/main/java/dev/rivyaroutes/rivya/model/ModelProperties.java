package dev.rivyaroutes.rivya.model;

import dev.rivyaroutes.Require;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the model catalogue is kept.
 *
 * @param refresh How often the list of models is read from Rivya, by one replica for all.
 * @param refreshPaused The same while a flow or a job waits for a model that is not available.
 */
@ConfigurationProperties("rivya.models")
public record ModelProperties(
    @DefaultValue("1h") Duration refresh, @DefaultValue("5m") Duration refreshPaused) {

  public ModelProperties {
    Require.atLeast("rivya.models.refresh", refresh, "1s");
    Require.atLeast("rivya.models.refresh-paused", refreshPaused, "1s");
  }
}
