package dev.rivyaroutes.brief.kafka;

import dev.rivyaroutes.connection.kafka.KafkaConnection;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic in a thread of its own, which polls also while records wait to be accepted: then
 * the partitions are paused, and the assignment stays. It outlasts brokers that are away, so that
 * it stays a member of the group, and ends at any other failure.
 */
final class TopicReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration COMMIT = Duration.ofSeconds(1);
  private static final Duration PROBE = Duration.ofSeconds(5);
  private static final Duration PROBE_AGAIN = Duration.ofSeconds(1);
  private static final Duration LEAVE = Duration.ofSeconds(3);

  /** A group whose members change takes some seconds. */
  private static final Duration JOIN = Duration.ofSeconds(20);

  private final KafkaConnection connection;
  private final Subscription subscription;
  private final Clock clock;
  private final RecordBuffer buffer = new RecordBuffer();
  private final CountDownLatch ready = new CountDownLatch(1);
  private final Thread thread;
  private Consumer<byte[], byte[]> consumer;
  private GroupMembership group;
  private long commitAt = System.nanoTime();
  private long probeAt = System.nanoTime();
  private volatile boolean closed;
  private volatile RuntimeException failure;
  private volatile boolean ended;

  TopicReader(KafkaConnection connection, Subscription subscription, Clock clock) {
    this.connection = connection;
    this.subscription = subscription;
    this.clock = clock;
    thread = new Thread(this::run, "kafka-" + subscription.topic());
    thread.setDaemon(true);
    thread.start();
  }

  RecordBuffer buffer() {
    return buffer;
  }

  /**
   * Waits until the group is joined.
   *
   * @throws RuntimeException why nothing can be read now
   */
  void awaitReady() throws IOException {
    try {
      boolean joined = ready.await(JOIN.toMillis(), TimeUnit.MILLISECONDS);
      if (failure != null) {
        throw failure;
      }
      if (!joined && !closed) {
        throw new IOException(
            "The group %s has not assigned its partitions within %d s, because its members are changing or one of them does not answer. The source keeps waiting."
                .formatted(subscription.group(), JOIN.toSeconds()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private void run() {
    try {
      consumer = connection.openConsumer(subscription.group());
      try {
        group = new GroupMembership(consumer, subscription, buffer, clock);
        requireTopic();
        consumer.subscribe(List.of(subscription.topic()), group);
        while (!closed) {
          read();
        }
        group.commit();
      } finally {
        consumer.close(LEAVE);
      }
    } catch (RuntimeException e) {
      failure = e;
      ended = true;
    } finally {
      ready.countDown();
    }
  }

  private void requireTopic() {
    if (consumer.partitionsFor(subscription.topic()).isEmpty()) {
      throw new UnknownTopicOrPartitionException();
    }
  }

  private void read() {
    if (buffer.isFull()) {
      consumer.pause(consumer.assignment());
    } else {
      consumer.resume(consumer.paused());
    }
    try {
      buffer.add(consumer.poll(POLL));
    } catch (OffsetOutOfRangeException e) {
      skipDeleted(e.offsetOutOfRangePartitions());
    }
    if (consumer.groupMetadata().generationId() > 0) {
      ready.countDown();
    }
    Set<TopicPartition> assigned = consumer.assignment();
    assigned.forEach(one -> buffer.readTo(one, consumer.position(one)));
    try {
      commitAndProbe(assigned);
    } catch (TimeoutException e) {
      failure = e;
      probeAt = System.nanoTime() + PROBE_AGAIN.toNanos();
    }
  }

  private void commitAndProbe(Set<TopicPartition> assigned) {
    long now = System.nanoTime();
    if (now - commitAt >= 0) {
      commitAt = now + COMMIT.toNanos();
      group.commit();
    }
    if (now - probeAt >= 0) {
      probeAt = now + PROBE.toNanos();
      probe(assigned);
      failure = null;
    }
  }

  /** The client does not report brokers that are away, and says nothing about the backlog. */
  private void probe(Set<TopicPartition> assigned) {
    TopicPartition any = new TopicPartition(subscription.topic(), 0);
    buffer.endsAt(consumer.endOffsets(assigned.isEmpty() ? Set.of(any) : assigned));
  }

  /** Retention has deleted records before they were taken. */
  private void skipDeleted(Map<TopicPartition, Long> positions) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(positions.keySet());
    positions.forEach(
        (partition, position) -> {
          long begin = begins.get(partition);
          LOG.warn(
              "Topic {}, partition {}: the brokers no longer have offset {}, so reading continues at"
                  + " {}. Records in between were deleted before they were taken: raise the"
                  + " retention of the topic.",
              partition.topic(),
              partition.partition(),
              position,
              begin);
          consumer.seek(partition, begin);
        });
  }

  /** Whether it has given up; another one may do better. */
  boolean hasEnded() {
    return ended;
  }

  /** Commits what is settled, and leaves the group. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(connection.timeout().plus(LEAVE).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
