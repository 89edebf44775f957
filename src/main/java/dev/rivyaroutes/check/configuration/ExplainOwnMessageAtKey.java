package dev.rivyaroutes.check.configuration;

import dev.rivyaroutes.check.Causes;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.MaskSecrets;
import dev.rivyaroutes.check.Place;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Reports the message of one of the program's own checks with the place of the key that it names.
 * Without an environment, {@link ExplainOwnMessage} reports it.
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
    return Causes.ownMessage(failure)
        .filter(message -> keyIn(message).flatMap(key -> property(environment, key)).isPresent())
        .map(message -> new FailureAnalysis(finding(environment, message).line(), null, failure))
        .orElse(null);
  }

  /** The finding of a message, at the key that it names first. */
  public static Finding finding(Environment environment, String message) {
    return finding(environment, keyIn(message).map(Object::toString).orElse(""), message);
  }

  public static Finding finding(Environment environment, String key, String message) {
    Optional<ConfigurationProperty> property =
        key.isEmpty() ? Optional.empty() : property(environment, name(key));
    return new Finding(
        Rule.CONFIGURATION_VALUE,
        property.map(SettingPlace::of).orElse(Place.NOWHERE),
        MaskSecrets.text(message),
        "");
  }

  static Optional<ConfigurationPropertyName> keyIn(String message) {
    Matcher key = KEY.matcher(message);
    return key.find() ? Optional.of(name(key.group())) : Optional.empty();
  }

  private static ConfigurationPropertyName name(String key) {
    return ConfigurationPropertyName.adapt(key, '.');
  }

  /** The property, or the first one below it, unless it is only a default. */
  static Optional<ConfigurationProperty> property(
      Environment environment, ConfigurationPropertyName name) {
    return find(environment, source -> Stream.of(name))
        .or(
            () ->
                find(
                    environment,
                    source ->
                        source instanceof IterableConfigurationPropertySource all
                            ? all.stream().filter(name::isAncestorOf)
                            : Stream.empty()));
  }

  private static Optional<ConfigurationProperty> find(
      Environment environment,
      Function<ConfigurationPropertySource, Stream<ConfigurationPropertyName>> names) {
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      Optional<ConfigurationProperty> found =
          names
              .apply(source)
              .map(source::getConfigurationProperty)
              .filter(one -> one != null && !SettingPlace.isDefault(one))
              .findFirst();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
