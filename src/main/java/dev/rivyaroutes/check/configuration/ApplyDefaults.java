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
 * Gives every key that nobody sets its default, below all other sources. So a configuration file
 * may lack any key, and what reads a key without a record of its own sees the same value as the
 * record.
 */
public class ApplyDefaults implements EnvironmentPostProcessor, Ordered {

  /** The name of the source that holds the defaults. */
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
      throw new UncheckedIOException("The program's own keys cannot be read.", e);
    }
  }

  /** After the configuration files, which are added at the end, and before who asks for a value. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE - 20;
  }
}
