package dev.rivyaroutes.check.configuration;

import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.PlaceholderResolutionException;
import org.springframework.util.PropertyPlaceholderHelper;

/**
 * Finds references to something that is not set, such as {@code ${NO_SUCH_VARIABLE}}. Spring would
 * use the text itself as key, password or address.
 */
public final class CheckReferences {

  /** Logback resolves its own references. */
  private static final ConfigurationPropertyName LOGGING = ConfigurationPropertyName.of("logging");

  private final PropertyPlaceholderHelper references =
      new PropertyPlaceholderHelper("${", "}", ":", '\\', false);
  private final ConfigurableEnvironment environment;

  public CheckReferences(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  public Map<ConfigurationPropertyName, Finding> check() {
    Map<ConfigurationPropertyName, Finding> findings = new LinkedHashMap<>();
    List<ConfigurationPropertySource> above = new ArrayList<>();
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource keys && isWritten(source)) {
        keys.stream()
            .filter(key -> !LOGGING.isAncestorOf(key))
            .filter(key -> above.stream().noneMatch(s -> s.getConfigurationProperty(key) != null))
            .forEach(key -> check(source.getConfigurationProperty(key), findings));
      }
      above.add(source);
    }
    return findings;
  }

  /** Variables and properties of the system may contain such text for other programs. */
  private static boolean isWritten(ConfigurationPropertySource source) {
    return !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)
        && !(source.getUnderlyingSource()
                instanceof org.springframework.core.env.PropertySource<?> properties
            && properties.getName().equals("systemProperties"));
  }

  private void check(
      ConfigurationProperty property, Map<ConfigurationPropertyName, Finding> findings) {
    if (property == null || !(property.getValue() instanceof CharSequence text)) {
      return;
    }
    try {
      references.replacePlaceholders(text.toString(), this::value);
    } catch (PlaceholderResolutionException e) {
      String name = String.valueOf(e.getPlaceholder());
      findings.put(
          property.getName(),
          new Finding(
              Rule.REFERENCE,
              SettingPlace.of(property),
              property.getName() + " refers to ${" + name + "}, and there is no " + name + ".",
              "Set %s in the environment, or write a default: ${%s:…}, ${%s:} for none."
                  .formatted(name, name, name)));
    }
  }

  /** The value of a reference, with its own references unresolved. */
  private String value(String name) {
    Object found =
        environment.getPropertySources().stream()
            .map(source -> source.getProperty(name))
            .filter(value -> value != null)
            .findFirst()
            .orElse(null);
    return found == null ? null : found.toString();
  }
}
