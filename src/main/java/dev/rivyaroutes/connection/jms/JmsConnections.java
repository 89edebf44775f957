package dev.rivyaroutes.connection.jms;

import dev.rivyaroutes.HiddenSecrets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** The configured JMS connections by name. Nothing connects before its first use. */
@Component
public class JmsConnections {
  private final Map<String, JmsConnectionProperties> configured;

  JmsConnections(JmsProperties properties) {
    this.configured = new TreeMap<>(properties.jms());
    configured.values().forEach(JmsConnections::hideSecrets);
  }

  /** The names of a client's own properties do not all say that they are secrets. */
  private static void hideSecrets(JmsConnectionProperties settings) {
    settings
        .properties()
        .forEach(
            (name, value) -> {
              if (name.matches("(?i).*(pass|secret|token|key).*")) {
                HiddenSecrets.add(value);
              }
            });
  }

  /**
   * The connection of this name.
   *
   * @throws IllegalArgumentException with the remedy, when it is not configured
   */
  public JmsConnection get(String name) {
    JmsConnectionProperties settings = configured.get(name);
    if (settings == null) {
      throw new IllegalArgumentException(
          "There is no JMS connection \"%s\": config/application.yaml has %s under rivya.jms. Add rivya.jms.%s there, or correct the parameter connection."
              .formatted(name, new TreeSet<>(configured.keySet()), name));
    }
    return new JmsConnection(name, settings);
  }

  /** A line for each connection, without secrets. */
  public List<String> describe() {
    return configured.entrySet().stream()
        .map(one -> one.getKey() + ": " + one.getValue().describe())
        .toList();
  }
}
