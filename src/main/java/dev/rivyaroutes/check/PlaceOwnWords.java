package dev.rivyaroutes.check;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Tells what one of our own checks has said of a key that is set, with the place before it. Before
 * there is an environment, {@link ExplainOwnWords} tells it alone.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 29)
final class PlaceOwnWords implements FailureAnalyzer {

  private static final Pattern KEY = Pattern.compile("rivya\\.[a-z0-9.\\-\\[\\]]*[a-z0-9\\]]");

  private final Environment environment;

  PlaceOwnWords(Environment environment) {
    this.environment = environment;
  }

  @Override
  public FailureAnalysis analyze(Throwable failure) {
    String words = Causes.ownWords(failure).orElse("");
    Matcher key = KEY.matcher(words);
    return key.find()
        ? property(key.group())
            .map(found -> Place.of(found) + ": " + Masked.text(words))
            .map(told -> new FailureAnalysis(told, null, failure))
            .orElse(null)
        : null;
  }

  private Optional<ConfigurationProperty> property(String key) {
    ConfigurationPropertyName name = ConfigurationPropertyName.adapt(key, '.');
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      ConfigurationProperty found = source.getConfigurationProperty(name);
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }
}
