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
 * Tells what one of our own checks has said; such a sentence holds key, value and remedy. Where the
 * key that it names first is set, the place comes before it.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
final class ExplainOwnWords implements FailureAnalyzer {

  private static final Pattern KEY = Pattern.compile("rivya\\.[a-z0-9.\\-\\[\\]]*[a-z0-9\\]]");

  private final Environment environment;

  ExplainOwnWords(Environment environment) {
    this.environment = environment;
  }

  @Override
  public FailureAnalysis analyze(Throwable failure) {
    return Causes.ownWords(failure)
        .map(words -> new FailureAnalysis(place(words) + Masked.text(words), null, failure))
        .orElse(null);
  }

  private String place(String words) {
    Matcher key = KEY.matcher(words);
    return key.find() ? property(key.group()).map(found -> Place.of(found) + ": ").orElse("") : "";
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
