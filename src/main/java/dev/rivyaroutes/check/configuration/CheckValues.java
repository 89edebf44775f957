package dev.rivyaroutes.check.configuration;

import dev.rivyaroutes.check.Causes;
import dev.rivyaroutes.check.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Finds every invalid value. Binding stops at the first one, so it is repeated without the values
 * refused so far, until none is refused.
 */
public final class CheckValues {

  private final ConfigurableEnvironment environment;
  private final ConfigurationMetadata known;
  private final Set<ConfigurationPropertyName> refused;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param refused the keys whose values are known to be wrong
   */
  public CheckValues(
      ConfigurableEnvironment environment,
      ConfigurationMetadata known,
      Collection<ConfigurationPropertyName> refused) {
    this.environment = environment;
    this.known = known;
    this.refused = new HashSet<>(refused);
  }

  public List<Finding> check() {
    for (ConfigurationMetadata.Group group : known.groups()) {
      bind(group.prefix(), group.record());
    }
    for (ConfigurationMetadata.Key key : known.keys()) {
      if (!key.isOurs()) {
        bind(key.name(), ConfigurationMetadata.classOf(key.type()));
      }
    }
    return findings;
  }

  /** The record without the refused values: their keys have their defaults. */
  public <T> T bind(String prefix, Class<T> record) {
    while (true) {
      try {
        return binder().bindOrCreate(prefix, Bindable.of(record));
      } catch (BindException e) {
        Optional<ConfigurationPropertyName> key = refuse(e);
        if (key.isEmpty() || !refused.add(key.get())) {
          return null;
        }
      }
    }
  }

  private Optional<ConfigurationPropertyName> refuse(BindException failure) {
    Optional<String> message = Causes.ownMessage(failure);
    if (message.isEmpty()) {
      ExplainWrongValue.finding(failure).ifPresent(findings::add);
      return Optional.ofNullable(failure.getProperty()).map(property -> property.getName());
    }
    Optional<ConfigurationPropertyName> key = ExplainOwnMessageAtKey.keyIn(message.get());
    if (key.filter(refused::contains).isEmpty()) {
      findings.add(ExplainOwnMessageAtKey.finding(environment, message.get()));
    }
    return key;
  }

  private Binder binder() {
    List<ConfigurationPropertySource> sources =
        StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
            .map(source -> source.filter(this::isAccepted))
            .toList();
    return new Binder(sources, new PropertySourcesPlaceholdersResolver(environment));
  }

  private boolean isAccepted(ConfigurationPropertyName name) {
    return refused.stream().noneMatch(key -> key.equals(name) || key.isAncestorOf(name));
  }
}
