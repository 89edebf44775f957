package dev.rivyaroutes.check.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Sets the default of every key, below all other sources, so that any key may be missing and
 * placeholders see the same defaults as records.
 */
public class ApplyDefaults implements EnvironmentPostProcessor, Ordered {

  static final String SOURCE = "rivya-defaults";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    try {
      Map<String, Object> defaults = new LinkedHashMap<>();
      for (ConfigurationMetadata.Key key : ConfigurationMetadata.load().keys()) {
        if (key.defaultValue() != null) {
          defaults.put(key.name(), key.defaultValue());
        }
      }
      environment.getPropertySources().addLast(new MapPropertySource(SOURCE, defaults));
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read the configuration metadata.", e);
    }
  }

  /** After the configuration files, which are added at the end, and before the first reader. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE - 20;
  }
}
