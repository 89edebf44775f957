package dev.rivyaroutes.connection.sqs;

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

/** The configured SQS connections by name. Nothing connects before its first use. */
@Component
public class SqsConnections implements DisposableBean {
  private final Map<String, SqsConnectionProperties> configured;
  private final StandIns standIns;
  private final Map<String, SqsConnection> open = new ConcurrentHashMap<>();

  @Autowired
  SqsConnections(SqsProperties properties, ObjectProvider<StandIns> standIns) {
    this(properties, standIns.getIfAvailable(() -> StandIns.NONE));
  }

  SqsConnections(SqsProperties properties) {
    this(properties, StandIns.NONE);
  }

  private SqsConnections(SqsProperties properties, StandIns standIns) {
    this.standIns = standIns;
    this.configured = new TreeMap<>(properties.sqs());
  }

  /**
   * The connection of this name.
   *
   * @throws IllegalArgumentException with the remedy, when it is not configured
   */
  public SqsConnection get(String name) {
    if (!configured.containsKey(name)) {
      throw new IllegalArgumentException(
          "There is no SQS connection \"%s\": config/application.yaml has %s under rivya.sqs. Add rivya.sqs.%s there, or correct the parameter connection."
              .formatted(name, new TreeSet<>(configured.keySet()), name));
    }
    return open.computeIfAbsent(name, key -> new SqsConnection(key, configured.get(key), standIns));
  }

  /** A line for each connection, without secrets. */
  public List<String> describe() {
    return configured.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .toList();
  }

  @Override
  public void destroy() {
    open.values().forEach(SqsConnection::close);
  }
}
