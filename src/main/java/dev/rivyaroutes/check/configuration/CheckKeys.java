package dev.rivyaroutes.check.configuration;

import dev.rivyaroutes.Nearest;
import dev.rivyaroutes.check.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Finds keys of ours that do not exist. A value is never shown: it may be a secret. */
public final class CheckKeys {

  private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("rivya");

  private final ConfigurableEnvironment environment;
  private final List<String> known;

  public CheckKeys(ConfigurableEnvironment environment) throws IOException {
    this.environment = environment;
    this.known =
        ConfigurationMetadata.load().all().stream().map(ConfigurationMetadata.Key::name).toList();
  }

  public List<Finding> check() {
    List<Finding> breaches = new ArrayList<>();
    List<String> set = new ArrayList<>();
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (!(source instanceof SystemEnvironmentPropertySource) && !SettingPlace.isOwn(source)) {
        for (ConfigurationPropertySource keys : ConfigurationPropertySources.from(source)) {
          check(source, keys, set, breaches);
        }
      }
    }
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof SystemEnvironmentPropertySource variables) {
        new CheckVariables(known, set).check(variables.getPropertyNames(), breaches);
      }
    }
    return breaches;
  }

  private void check(
      PropertySource<?> source,
      ConfigurationPropertySource keys,
      List<String> set,
      List<Finding> breaches) {
    if (!(source instanceof EnumerablePropertySource)
        || !(keys instanceof IterableConfigurationPropertySource all)) {
      return;
    }
    for (ConfigurationPropertyName name : all) {
      if (OURS.isAncestorOf(name)) {
        set.add(name.toString());
        ConfigurationProperty property = keys.getConfigurationProperty(name);
        if (known.stream().noneMatch(key -> matches(key, name)) && !isEmptyPart(name, property)) {
          breaches.add(unknown(name, SettingPlace.of(property)));
        }
      }
    }
  }

  /** A list or a map without entries, such as {@code tokens: []}, is read as an empty value. */
  private boolean isEmptyPart(ConfigurationPropertyName name, ConfigurationProperty property) {
    return property != null
        && String.valueOf(property.getValue()).isEmpty()
        && known.stream().anyMatch(key -> isPartOf(name, key));
  }

  private static boolean isPartOf(ConfigurationPropertyName name, String key) {
    String[] parts = key.replace("[*]", ".*").split("[.]");
    int length = name.getNumberOfElements();
    return length < parts.length && matches(String.join(".", Arrays.copyOf(parts, length)), name);
  }

  private Finding unknown(ConfigurationPropertyName name, String place) {
    List<String> candidates = known.stream().map(key -> filled(key, name)).toList();
    return new Finding(
        place,
        "There is no key " + name + ".",
        "Write " + Nearest.to(name.toString(), candidates) + ", or remove it.");
  }

  /** Whether a key, whose {@code *} stands for any name, is meant. */
  static boolean matches(String key, ConfigurationPropertyName name) {
    String[] parts = key.replace("[*]", ".*").split("[.]");
    int length = name.getNumberOfElements();
    boolean isListed = length == parts.length + 1 && name.isLastElementIndexed();
    if (length != parts.length && !isListed) {
      return false;
    }
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i].replace("-", "").toLowerCase(Locale.ROOT);
      if (!part.equals(ConfigurationMetadata.ANY)
          && !part.equals(name.getElement(i, Form.UNIFORM))) {
        return false;
      }
    }
    return true;
  }

  /** A key with the names that the user chose. */
  private static String filled(String key, ConfigurationPropertyName name) {
    String[] parts = key.replace("[*]", ".[*]").split("[.]");
    StringBuilder filled = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      String chosen = i < name.getNumberOfElements() ? name.getElement(i, Form.ORIGINAL) : parts[i];
      if (parts[i].equals("[*]")) {
        filled.append('[').append(chosen).append(']');
      } else {
        filled
            .append(i == 0 ? "" : ".")
            .append(parts[i].equals(ConfigurationMetadata.ANY) ? chosen : parts[i]);
      }
    }
    return filled.toString();
  }
}
