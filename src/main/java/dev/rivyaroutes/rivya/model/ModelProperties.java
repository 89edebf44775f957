package dev.rivyaroutes.rivya.model;

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
    require("rivya.models.refresh", refresh);
    require("rivya.models.refresh-paused", refreshPaused);
  }

  private static void require(String key, Duration time) {
    if (time.toSeconds() < 1) {
      throw new IllegalArgumentException(
          key + " is " + time.toMillis() + "ms; it must be at least 1s.");
    }
  }
}
