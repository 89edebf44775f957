package dev.rivyaroutes.brief.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that this process fetched.
 *
 * @param partition how far its partition is settled in this assignment
 */
record Fetched(
    ConsumerRecord<byte[], byte[]> record, AssignedPartition partition, RecordBuffer buffer) {

  long size() {
    return Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
  }

  void settle() {
    buffer.settle(this);
  }
}
