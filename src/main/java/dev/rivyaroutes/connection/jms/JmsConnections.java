package dev.rivyaroutes.connection.jms;

import dev.rivyaroutes.HiddenSecrets;
import dev.rivyaroutes.StandIns;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The configured JMS connections by name. Nothing connects before its first use. */
@Component
public class JmsConnections {
  private final Map<String, JmsConnectionProperties> configured;
  private final StandIns standIns;

  @Autowired
  JmsConnections(JmsProperties properties, ObjectProvider<StandIns> standIns) {
    this(properties, standIns.getIfAvailable(() -> StandIns.NONE));
  }

  JmsConnections(JmsProperties properties) {
    this(properties, StandIns.NONE);
  }

  private JmsConnections(JmsProperties properties, StandIns standIns) {
    this.standIns = standIns;
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
    return new JmsConnection(name, settings, standIns);
  }

  /** A line for each connection, without secrets. */
  public List<String> describe() {
    return configured.entrySet().stream()
        .map(one -> one.getKey() + ": " + one.getValue().describe())
        .toList();
  }
}
