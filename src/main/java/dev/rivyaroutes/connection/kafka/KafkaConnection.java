package dev.rivyaroutes.connection.kafka;

import dev.rivyaroutes.FailureChain;
import dev.rivyaroutes.StandIns;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

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
  private final StandIns standIns;
  private Producer<byte[], byte[]> producer;

  KafkaConnection(String name, KafkaConnectionProperties settings, StandIns standIns) {
    this.standIns = standIns;
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
   * Writes a record, and returns after all replicas that are in sync have it. It waits at most four
   * times the timeout.
   *
   * @throws KafkaException why it is not known to be written
   */
  public RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
    Producer<byte[], byte[]> now = producer();
    try {
      return now.send(record).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    } catch (ExecutionException | KafkaException e) {
      KafkaException cause = FailureChain.find(e, KafkaException.class);
      if (cause == null || isFatal(cause)) {
        discard(now);
      }
      throw cause == null ? new KafkaException(e.getCause()) : cause;
    }
  }

  /** All other failures leave an idempotent producer usable. */
  private static boolean isFatal(KafkaException failure) {
    return !(failure instanceof RetriableException
        || failure instanceof RecordTooLargeException
        || failure instanceof TopicAuthorizationException
        || failure instanceof InvalidTopicException);
  }

  private synchronized Producer<byte[], byte[]> producer() {
    if (producer == null) {
      int timeout = (int) settings.timeout().toMillis();
      Map<String, Object> own = new HashMap<>();
      own.put(ProducerConfig.ACKS_CONFIG, "all");
      own.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
      own.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
      own.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3 * timeout);
      own.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
      own.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
      producer =
          standIns
              .find(RecordWriter.class, name)
              .<Producer<byte[], byte[]>>map(RecordWriter::producer)
              .orElseGet(
                  () ->
                      new KafkaProducer<>(
                          ClientSettings.of(settings, own, ProducerConfig.configNames())));
    }
    return producer;
  }

  private synchronized void discard(Producer<byte[], byte[]> failed) {
    failed.close(Duration.ZERO);
    if (producer == failed) {
      producer = null;
    }
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

  synchronized void close() {
    if (producer != null) {
      producer.close(settings.timeout());
      producer = null;
    }
  }

  @Override
  public String toString() {
    return name + "[" + settings + "]";
  }
}
