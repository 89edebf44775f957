package dev.rivyaroutes.brief.kafka;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a group begins to read a partition that it has never read. The time of the group's first
 * start is kept with each committed offset: a partition that is added to the topic later, or that
 * another replica reads first, begins there too, so that none of its records is missed.
 */
final class FirstPosition {
  private static final Logger LOG = LoggerFactory.getLogger(FirstPosition.class);
  private static final String MARK = "rivya-since=";

  private final Subscription subscription;
  private final Clock clock;
  private Instant since;

  FirstPosition(Subscription subscription, Clock clock) {
    this.subscription = subscription;
    this.clock = clock;
  }

  /** To commit with each offset. */
  String metadata() {
    return MARK + (since == null ? 0 : since.toEpochMilli());
  }

  /** Seeks and commits the first position of those partitions that have none. */
  void seek(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> assigned) {
    Set<TopicPartition> all = new HashSet<>(assigned);
    consumer
        .partitionsFor(subscription.topic())
        .forEach(one -> all.add(new TopicPartition(one.topic(), one.partition())));
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(all);
    begin(committed.values().stream().filter(Objects::nonNull).toList());
    Map<TopicPartition, OffsetAndMetadata> begins = new HashMap<>();
    offsets(consumer, assigned.stream().filter(one -> committed.get(one) == null).toList())
        .forEach(
            (partition, offset) -> {
              consumer.seek(partition, offset);
              begins.put(partition, new OffsetAndMetadata(offset, metadata()));
            });
    if (!begins.isEmpty()) {
      // Otherwise records that arrive before the first commit would be missed after a restart.
      consumer.commitSync(begins);
    }
  }

  private Map<TopicPartition, Long> offsets(
      Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    if (partitions.isEmpty() || since.equals(Instant.EPOCH)) {
      return consumer.beginningOffsets(partitions);
    }
    Map<TopicPartition, Long> offsets = new HashMap<>(consumer.endOffsets(partitions));
    consumer
        .offsetsForTimes(
            partitions.stream().collect(Collectors.toMap(one -> one, one -> since.toEpochMilli())))
        .forEach(
            (partition, first) -> {
              if (first != null) {
                offsets.put(partition, first.offset());
              }
            });
    return offsets;
  }

  private void begin(List<OffsetAndMetadata> committed) {
    since =
        committed.stream()
            .map(OffsetAndMetadata::metadata)
            .filter(text -> text.matches(MARK + "\\d{1,15}"))
            .map(text -> Instant.ofEpochMilli(Long.parseLong(text.substring(MARK.length()))))
            .min(Instant::compareTo)
            .orElse(committed.isEmpty() ? null : Instant.EPOCH);
    if (since == null) {
      since = subscription.since().from(clock);
      if (subscription.since().isNow()) {
        LOG.info(
            "The group {} has no offsets for the topic {}: records from before now are not taken. To"
                + " take them, set the parameter since of the source and another group.",
            subscription.group(),
            subscription.topic());
      }
    }
  }
}
