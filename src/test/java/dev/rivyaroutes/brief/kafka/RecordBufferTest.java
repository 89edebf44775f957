package dev.rivyaroutes.brief.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RecordBufferTest {
  private static final TopicPartition ZERO = new TopicPartition("t", 0);
  private static final TopicPartition ONE = new TopicPartition("t", 1);

  private final RecordBuffer buffer = new RecordBuffer();

  private void fetch(int partition, long... offsets) {
    for (long offset : offsets) {
      buffer.add(
          List.of(new ConsumerRecord<>("t", partition, offset, new byte[0], new byte[] {1})));
    }
  }

  private long committable(TopicPartition partition) {
    OffsetAndMetadata offset = buffer.toCommit("m").get(partition);
    return offset == null ? -1 : offset.offset();
  }

  @Test
  void commitsOnlyWhatIsSettled() {
    buffer.assign(ZERO, 5);
    fetch(0, 5, 6, 9);
    assertThat(committable(ZERO)).isEqualTo(-1);

    buffer.next().settle();
    Fetched second = buffer.next();
    assertThat(committable(ZERO)).isEqualTo(6);
    buffer.readTo(ZERO, 12);
    assertThat(committable(ZERO)).isEqualTo(6);
    second.settle();
    buffer.next().settle();
    buffer.readTo(ZERO, 12);

    assertThat(committable(ZERO)).isEqualTo(12);
    buffer.committed(buffer.toCommit("m"));
    assertThat(buffer.toCommit("m")).isEmpty();
  }

  @Test
  void handsInAgainFromTheFirstThatIsNotSettled() {
    buffer.assign(ZERO, 0);
    buffer.assign(ONE, 0);
    fetch(0, 0, 1);
    fetch(1, 0);
    buffer.next().settle();
    buffer.next();
    buffer.next();
    assertThat(buffer.next()).isNull();

    buffer.rewind();

    assertThat(buffer.next().record().offset()).isEqualTo(1);
    assertThat(buffer.next().record().partition()).isEqualTo(1);
  }

  @Test
  void neverCommitsAPartitionAfterItWasRevoked() {
    buffer.assign(ZERO, 0);
    buffer.assign(ONE, 0);
    fetch(0, 0, 1, 2);
    fetch(1, 0);
    Fetched inProgress = buffer.next();

    buffer.revoke(List.of(ZERO));
    inProgress.settle();
    fetch(0, 3);

    assertThat(buffer.toCommit("m")).isEmpty();
    Fetched other = buffer.next();
    assertThat(other.record().partition()).isEqualTo(1);
    assertThat(buffer.next()).isNull();
    buffer.assign(ZERO, 0);
    inProgress.settle();
    other.settle();
    assertThat(buffer.toCommit("m")).containsOnlyKeys(ONE);
  }

  @Test
  void isFullByNumberAndBySize() {
    buffer.assign(ZERO, 0);
    for (int i = 0; i < 1_999; i++) {
      fetch(0, i);
    }
    assertThat(buffer.isFull()).isFalse();
    fetch(0, 1_999);
    assertThat(buffer.isFull()).isTrue();
    buffer.next().settle();
    assertThat(buffer.isFull()).isFalse();

    buffer.assign(ONE, 0);
    byte[] large = new byte[17 << 20];
    buffer.add(
        List.of(
            new ConsumerRecord<>(
                "t",
                1,
                0L,
                0L,
                TimestampType.CREATE_TIME,
                0,
                large.length,
                null,
                large,
                new RecordHeaders(),
                Optional.empty())));
    assertThat(buffer.isFull()).isTrue();
    buffer.revoke(List.of(ONE));
    assertThat(buffer.isFull()).isFalse();
  }

  @Test
  void reportsWhatWaits() {
    buffer.assign(ZERO, 10);
    buffer.endsAt(Map.of(ZERO, 14L));
    assertThat(buffer.backlog().waiting()).isEqualTo(4);
    assertThat(buffer.backlog().oldestAt()).isNull();

    fetch(0, 10, 11);
    buffer.next();

    assertThat(buffer.backlog().waiting()).isEqualTo(4);
    assertThat(buffer.backlog().oldestAt()).isEqualTo(Instant.ofEpochMilli(-1));
    buffer.readTo(ZERO, 12);
    assertThat(buffer.backlog().waiting()).isEqualTo(4);
  }
}
