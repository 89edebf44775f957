package dev.rivyaroutes.connection.kafka;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Kafka connections from settings, bound as in the program. */
public final class KafkaOf {
  private KafkaOf() {}

  public static KafkaConnections settings(Map<String, String> settings) {
    return new KafkaConnections(
        new Binder(new MapConfigurationPropertySource(settings))
            .bindOrCreate("rivya", Bindable.of(KafkaProperties.class)));
  }

  /** Settings of a connection, as pairs of key and value. */
  public static Map<String, String> connection(String name, String... settings) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      all.put("rivya.kafka." + name + "." + settings[i], settings[i + 1]);
    }
    return all;
  }
}
