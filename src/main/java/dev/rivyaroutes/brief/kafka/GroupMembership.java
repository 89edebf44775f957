package dev.rivyaroutes.brief.kafka;

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the partitions of this process, and commits up to where they are settled. Nothing of a
 * partition is committed after it was revoked.
 */
final class GroupMembership implements ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(GroupMembership.class);

  private final Consumer<byte[], byte[]> consumer;
  private final RecordBuffer buffer;
  private final FirstPosition first;

  GroupMembership(
      Consumer<byte[], byte[]> consumer,
      Subscription subscription,
      RecordBuffer buffer,
      Clock clock) {
    this.consumer = consumer;
    this.buffer = buffer;
    this.first = new FirstPosition(subscription, clock);
  }

  void commit() {
    commit(buffer.toCommit(first.metadata()));
  }

  private void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    if (offsets.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(offsets);
      buffer.committed(offsets);
    } catch (RebalanceInProgressException | CommitFailedException e) {
      // What is not committed is read again, and recognised by its id.
      LOG.debug("Offsets could not be committed", e);
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    first.seek(consumer, partitions);
    partitions.forEach(one -> buffer.assign(one, consumer.position(one)));
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> settled = buffer.toCommit(first.metadata());
    settled.keySet().retainAll(partitions);
    try {
      commit(settled);
    } finally {
      buffer.revoke(partitions);
    }
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    buffer.revoke(partitions);
  }
}
