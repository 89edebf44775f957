package dev.rivyaroutes.brief.kafka;

import dev.rivyaroutes.connection.kafka.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Looks at a topic. It joins no group and commits nothing: the offsets of the group are only read.
 */
public final class PeekTopic {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConnection connection;
  private final String topic;

  public PeekTopic(KafkaConnection connection, String topic) {
    this.connection = connection;
    this.topic = topic;
  }

  /**
   * What is in the topic.
   *
   * @param waiting how many records the group has not taken; -1 if it has never read the topic
   * @param record the first of those; else the newest record; null if there is none
   */
  public record Look(int partitions, long waiting, Record record) {}

  /**
   * A record.
   *
   * @param key its key as text; null if it has none, or it is no text
   * @param headers those that are text
   * @param value null for a tombstone
   */
  public record Record(
      String id, Instant at, String key, Map<String, String> headers, byte[] value) {}

  /** The number of the topic's partitions, by its metadata alone. */
  public int partitions(String group) {
    try (Consumer<byte[], byte[]> consumer = connection.openConsumer(group)) {
      return partitions(consumer).size();
    }
  }

  /**
   * @param group the group of the source
   */
  public Look look(String group) {
    try (Consumer<byte[], byte[]> consumer = connection.openConsumer(group)) {
      Set<TopicPartition> all = partitions(consumer);
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(all);
      Map<TopicPartition, Long> next = new HashMap<>();
      long waiting = 0;
      for (TopicPartition one : all) {
        if (committed.get(one) != null) {
          long from = Math.max(committed.get(one).offset(), begins.get(one));
          next.put(one, from);
          waiting += Math.max(0, ends.get(one) - from);
        }
      }
      boolean read = !next.isEmpty();
      Record record = null;
      for (TopicPartition one : all) {
        long newest = ends.get(one) - 1;
        long wanted = waiting > 0 ? next.getOrDefault(one, Long.MAX_VALUE) : newest;
        if (record == null && wanted >= begins.get(one) && wanted < ends.get(one)) {
          record = read(consumer, one, wanted).orElse(null);
        }
      }
      return new Look(all.size(), read ? waiting : -1, record);
    }
  }

  private Set<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
    Set<TopicPartition> all = new HashSet<>();
    consumer
        .partitionsFor(topic)
        .forEach(one -> all.add(new TopicPartition(one.topic(), one.partition())));
    if (all.isEmpty()) {
      throw new UnknownTopicOrPartitionException();
    }
    return all;
  }

  /** Empty if the record at this offset is none, as that of a transaction's end. */
  private Optional<Record> read(
      Consumer<byte[], byte[]> consumer, TopicPartition partition, long offset) {
    consumer.assign(Set.of(partition));
    consumer.seek(partition, offset);
    long end = System.nanoTime() + connection.timeout().toNanos();
    while (System.nanoTime() < end && consumer.position(partition) <= offset) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> one : records) {
        return Optional.of(record(one));
      }
    }
    return Optional.empty();
  }

  private static Record record(ConsumerRecord<byte[], byte[]> found) {
    KafkaRecord record = KafkaRecord.of(found);
    Map<String, String> headers = new LinkedHashMap<>();
    for (KafkaRecord.Header header : record.headers()) {
      if (header.text() != null) {
        headers.put(header.name(), header.text());
      }
    }
    return new Record(
        "%s, partition %d, offset %d".formatted(found.topic(), found.partition(), found.offset()),
        Instant.ofEpochMilli(found.timestamp()),
        record.key() == null ? null : Bytes.of(record.key()).text(),
        headers,
        record.value());
  }
}
