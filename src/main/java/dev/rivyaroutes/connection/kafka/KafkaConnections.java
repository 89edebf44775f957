package dev.rivyaroutes.connection.kafka;

import dev.rivyaroutes.HiddenSecrets;
import dev.rivyaroutes.Require;
import dev.rivyaroutes.StandIns;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The configured Kafka connections by name. Nothing connects before its first use. */
@Component
public class KafkaConnections implements DisposableBean {
  private final Map<String, KafkaConnectionProperties> configured;
  private final StandIns standIns;
  private final Map<String, KafkaConnection> open = new ConcurrentHashMap<>();

  @Autowired
  KafkaConnections(KafkaProperties properties, ObjectProvider<StandIns> standIns) {
    this(properties, standIns.getIfAvailable(() -> StandIns.NONE));
  }

  KafkaConnections(KafkaProperties properties) {
    this(properties, StandIns.NONE);
  }

  private KafkaConnections(KafkaProperties properties, StandIns standIns) {
    this.standIns = standIns;
    this.configured = new TreeMap<>(properties.kafka());
    configured.values().forEach(KafkaConnections::hideSecrets);
  }

  /** The names of Kafka's own settings do not all say that they are secrets. */
  private static void hideSecrets(KafkaConnectionProperties settings) {
    settings
        .properties()
        .forEach(
            (name, value) -> {
              if (name.matches(".*(password|jaas|secret|\\.key$).*")) {
                HiddenSecrets.add(value);
              }
            });
  }

  /**
   * The connection of this name.
   *
   * @throws IllegalArgumentException with the remedy, when it is not configured
   */
  public KafkaConnection get(String name) {
    KafkaConnectionProperties settings = configured.get(name);
    if (settings == null) {
      throw new IllegalArgumentException(
          "There is no Kafka connection \"%s\": config/application.yaml has %s under rivya.kafka. Add rivya.kafka.%s there, or correct the parameter connection."
              .formatted(name, new TreeSet<>(configured.keySet()), name));
    }
    Require.that(
        !settings.bootstrapServers().isBlank(),
        "rivya.kafka.%s.bootstrap-servers is not set; set it to the addresses of the brokers, such as kafka1.example.com:9092."
            .formatted(name));
    return open.computeIfAbsent(name, key -> new KafkaConnection(key, settings, standIns));
  }

  /** A line for each connection that has brokers, without secrets. */
  public List<String> describe() {
    return configured.entrySet().stream()
        .filter(one -> !one.getValue().bootstrapServers().isBlank())
        .map(one -> one.getKey() + ": " + one.getValue().describe())
        .toList();
  }

  @Override
  public void destroy() {
    open.values().forEach(KafkaConnection::close);
  }
}
