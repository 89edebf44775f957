package dev.rivyaroutes.brief.kafka;

import dev.rivyaroutes.ledger.source.Backlog;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The records that were fetched and are not settled, in the order in which they were fetched. One
 * thread fetches, another one settles.
 */
final class RecordBuffer {
  private static final int MOST = 2_000;
  private static final long MOST_BYTES = 16L << 20;

  private final Map<TopicPartition, AssignedPartition> assigned = new HashMap<>();
  private final Deque<Fetched> fresh = new ArrayDeque<>();
  private final Deque<Fetched> handedIn = new ArrayDeque<>();
  private long bytes;

  synchronized void assign(TopicPartition partition, long position) {
    assigned.put(partition, new AssignedPartition(partition, position));
  }

  /** Drops what is fetched of partitions that another process reads now. */
  synchronized void revoke(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      AssignedPartition revoked = assigned.remove(partition);
      if (revoked != null) {
        revoked.revoke();
      }
    }
    drop(fresh);
    drop(handedIn);
  }

  private void drop(Deque<Fetched> records) {
    records.removeIf(
        record -> {
          boolean revoked = record.partition().isRevoked();
          bytes -= revoked ? record.size() : 0;
          return revoked;
        });
  }

  synchronized void add(Iterable<ConsumerRecord<byte[], byte[]>> records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      AssignedPartition partition =
          assigned.get(new TopicPartition(record.topic(), record.partition()));
      if (partition != null) {
        Fetched fetched = new Fetched(record, partition, this);
        partition.fetched();
        fresh.add(fetched);
        bytes += fetched.size();
      }
    }
  }

  synchronized void readTo(TopicPartition partition, long position) {
    AssignedPartition known = assigned.get(partition);
    if (known != null) {
      known.readTo(position);
    }
  }

  synchronized boolean isFull() {
    return fresh.size() + handedIn.size() >= MOST || bytes >= MOST_BYTES;
  }

  synchronized boolean hasNext() {
    return !fresh.isEmpty();
  }

  /** The next record to hand in; null if there is none. */
  synchronized Fetched next() {
    Fetched next = fresh.poll();
    if (next != null) {
      handedIn.add(next);
    }
    return next;
  }

  /** Hands in again what was handed in and not settled, first. */
  synchronized void rewind() {
    while (!handedIn.isEmpty()) {
      fresh.addFirst(handedIn.removeLast());
    }
  }

  synchronized void settle(Fetched record) {
    if (handedIn.remove(record)) {
      bytes -= record.size();
      record.partition().settle(record.record().offset() + 1);
    }
  }

  /** What is settled and not committed. */
  synchronized Map<TopicPartition, OffsetAndMetadata> toCommit(String metadata) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (AssignedPartition one : assigned.values()) {
      if (one.needsCommit()) {
        offsets.put(one.id, new OffsetAndMetadata(one.settled(), metadata));
      }
    }
    return offsets;
  }

  synchronized void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
    offsets.forEach(
        (partition, offset) -> {
          AssignedPartition one = assigned.get(partition);
          if (one != null) {
            one.committed(offset.offset());
          }
        });
  }

  synchronized void endsAt(Map<TopicPartition, Long> ends) {
    ends.forEach(
        (partition, end) -> {
          AssignedPartition one = assigned.get(partition);
          if (one != null) {
            one.endsAt(end);
          }
        });
  }

  synchronized Backlog backlog() {
    long waiting = assigned.values().stream().mapToLong(AssignedPartition::waiting).sum();
    Fetched oldest = handedIn.isEmpty() ? fresh.peek() : handedIn.peek();
    return new Backlog(
        waiting, oldest == null ? null : Instant.ofEpochMilli(oldest.record().timestamp()));
  }
}
