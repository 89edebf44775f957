package dev.rivyaroutes.connection.kafka;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The configured Kafka connections.
 *
 * @param kafka The Kafka connections by name.
 */
@ConfigurationProperties("rivya")
record KafkaProperties(@DefaultValue Map<String, KafkaConnectionProperties> kafka) {
  KafkaProperties {
    kafka = Map.copyOf(kafka);
    kafka.forEach((name, connection) -> new CheckKafkaConnection(name, connection).check());
  }
}
