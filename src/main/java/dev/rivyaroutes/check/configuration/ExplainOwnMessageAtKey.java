package dev.rivyaroutes.check.configuration;

import dev.rivyaroutes.check.Causes;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.MaskSecrets;
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
 * there is an environment, {@link ExplainOwnMessage} tells it alone.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 29)
public final class ExplainOwnMessageAtKey implements FailureAnalyzer {

  private static final Pattern KEY =
      Pattern.compile("(rivya|server|management)\\.[A-Za-z0-9._\\-\\[\\]]*[A-Za-z0-9\\]]");

  private final Environment environment;

  ExplainOwnMessageAtKey(Environment environment) {
    this.environment = environment;
  }

  @Override
  public FailureAnalysis analyze(Throwable failure) {
    return Causes.ownWords(failure)
        .filter(words -> keyIn(words).flatMap(key -> property(environment, key)).isPresent())
        .map(words -> new FailureAnalysis(breach(environment, words).told(), null, failure))
        .orElse(null);
  }

  /** A mistake in our own words, at the key that they name first. */
  public static Finding breach(Environment environment, String words) {
    return breach(environment, keyIn(words).map(Object::toString).orElse(""), words);
  }

  public static Finding breach(Environment environment, String key, String words) {
    Optional<ConfigurationProperty> property =
        key.isEmpty() ? Optional.empty() : property(environment, name(key));
    return new Finding(property.map(SettingPlace::of).orElse(""), MaskSecrets.text(words), "");
  }

  /** The first key that words name. */
  static Optional<ConfigurationPropertyName> keyIn(String words) {
    Matcher key = KEY.matcher(words);
    return key.find() ? Optional.of(name(key.group())) : Optional.empty();
  }

  private static ConfigurationPropertyName name(String key) {
    return ConfigurationPropertyName.adapt(key, '.');
  }

  /** The key as somebody has set it. */
  static Optional<ConfigurationProperty> property(
      Environment environment, ConfigurationPropertyName name) {
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      ConfigurationProperty found = source.getConfigurationProperty(name);
      if (found != null && !SettingPlace.isDefault(found)) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }
}
