package dev.rivyaroutes.check.configuration;

import dev.rivyaroutes.Nearest;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Finds keys below {@code rivya} that no record binds. A value is never shown: it may be a secret.
 */
public final class CheckKeys {

  private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("rivya");

  private final ConfigurableEnvironment environment;
  private final Set<ConfigurationPropertyName> known = new HashSet<>();

  /** Keys that have others below them. */
  private final Set<ConfigurationPropertyName> parents = new HashSet<>();

  /** Keys that have values; rivya.flows.when-wrong is one among the names of flows. */
  private final Set<ConfigurationPropertyName> leaves = new HashSet<>();

  public CheckKeys(ConfigurableEnvironment environment, ConfigurationMetadata metadata) {
    this.environment = environment;
    metadata.keys().forEach(key -> known.add(ConfigurationPropertyName.of(key.name())));
    Binder binder = Binder.get(environment);
    metadata
        .groups()
        .forEach(
            group -> binder.bind(group.prefix(), Bindable.of(group.record()), new NoteNames()));
    known.removeAll(parents);
    known.addAll(leaves);
  }

  /** Records every key that the binder asks for; wrong values are found by {@link CheckValues}. */
  private final class NoteNames implements BindHandler {

    @Override
    public <T> Bindable<T> onStart(
        ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
      (isParent(target.getType()) ? parents : leaves).add(name);
      return target;
    }

    @Override
    public Object onFailure(
        ConfigurationPropertyName name,
        Bindable<?> target,
        BindContext context,
        Exception failure) {
      return null;
    }
  }

  private static boolean isParent(ResolvableType type) {
    return type.toClass().isRecord()
        || Map.class.isAssignableFrom(type.toClass())
        || type.asCollection().getGeneric().toClass().isRecord();
  }

  public List<Finding> check() {
    List<Finding> findings = new ArrayList<>();
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (!(source instanceof SystemEnvironmentPropertySource) && !SettingPlace.isOwn(source)) {
        for (ConfigurationPropertySource keys : ConfigurationPropertySources.from(source)) {
          if (keys instanceof IterableConfigurationPropertySource all) {
            all.stream()
                .filter(name -> OURS.isAncestorOf(name) && !isKnown(name, keys))
                .forEach(name -> findings.add(unknown(keys.getConfigurationProperty(name), name)));
          }
        }
      }
    }
    CheckVariables variables =
        new CheckVariables(known.stream().filter(OURS::isAncestorOf).map(n -> "" + n).toList());
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof SystemEnvironmentPropertySource system) {
        variables.check(system.getPropertyNames(), findings);
      }
    }
    return findings;
  }

  /** A list or a map without entries, such as {@code tokens: []}, is read as an empty value. */
  private boolean isKnown(ConfigurationPropertyName name, ConfigurationPropertySource source) {
    ConfigurationProperty property = source.getConfigurationProperty(name);
    return known.contains(name)
        || known.contains(inFirstEntry(name))
        || parents.contains(name)
            && property != null
            && String.valueOf(property.getValue()).isEmpty();
  }

  /** Spring binds a list from one source only; the key may be in another that is overridden. */
  private static ConfigurationPropertyName inFirstEntry(ConfigurationPropertyName name) {
    return name.isLastElementIndexed()
        ? inFirstEntry(name.getParent())
        : ConfigurationPropertyName.of(name.toString().replaceAll("\\[\\d+]", "[0]"));
  }

  private Finding unknown(ConfigurationProperty property, ConfigurationPropertyName name) {
    List<String> candidates =
        Stream.concat(known.stream(), parents.stream().filter(parent -> !parent.isAncestorOf(name)))
            .map(key -> withRestOf(name, key))
            .sorted()
            .toList();
    return new Finding(
        Rule.CONFIGURATION_KEY,
        SettingPlace.of(property),
        "There is no key " + name + ".",
        "Write " + Nearest.to(name.toString(), candidates) + ", or remove it.");
  }

  /** A key that may have others below it, with the part of the name that is below it. */
  private String withRestOf(ConfigurationPropertyName name, ConfigurationPropertyName key) {
    int length = key.getNumberOfElements();
    return parents.contains(key) && length < name.getNumberOfElements()
        ? key.append(name.subName(length)).toString()
        : key.toString();
  }
}
