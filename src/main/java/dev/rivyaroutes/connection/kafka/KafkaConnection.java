package dev.rivyaroutes.connection.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A named Kafka connection. It uses Kafka's own clients, not camel-kafka: that commits the offset
 * of a record whose processing failed, processes records in the thread that polls, and gives up
 * after a number of attempts to connect.
 */
public final class KafkaConnection {
  private static final int MOST_RECORDS = 500;
  private static final int FETCH_BYTES = 16 << 20;

  private final String name;
  private final KafkaConnectionProperties settings;

  KafkaConnection(String name, KafkaConnectionProperties settings) {
    this.name = name;
    this.settings = settings;
  }

  public String name() {
    return name;
  }

  /** The maximum wait for an answer of the brokers. */
  public Duration timeout() {
    return settings.timeout();
  }

  /** A consumer of a group that commits nothing by itself. The caller closes it. */
  public Consumer<byte[], byte[]> openConsumer(String group) {
    Map<String, Object> own = new HashMap<>();
    own.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    own.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
    own.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    own.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) settings.timeout().toMillis());
    own.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    own.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    own.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return new KafkaConsumer<>(ClientSettings.of(settings, own, ConsumerConfig.configNames()));
  }

  /**
   * A message with action, reason and remedy, without secrets.
   *
   * @param action the failed action, such as {@code read the topic orders}
   */
  public String explain(String action, Throwable problem) {
    return "Kafka connection %s cannot %s: %s"
        .formatted(name, action, new ExplainKafka(name, settings).reason(problem));
  }

  void close() {}

  @Override
  public String toString() {
    return name + "[" + settings + "]";
  }
}
