package dev.rivyaroutes.brief.kafka;

import org.apache.kafka.common.TopicPartition;

/**
 * A partition for as long as it is assigned to this process. After it is revoked it is another
 * process's, so nothing of it is committed any more.
 */
final class AssignedPartition {
  final TopicPartition id;
  private long settled;
  private long committed;
  private long end;
  private int unsettled;
  private boolean revoked;

  AssignedPartition(TopicPartition id, long position) {
    this.id = id;
    this.settled = position;
    this.committed = position;
    this.end = position;
  }

  void fetched() {
    unsettled++;
  }

  /** Everything before the offset is settled. */
  void settle(long next) {
    unsettled--;
    settled = Math.max(settled, next);
  }

  /** The consumer has read up to here: offsets without records need no settlement. */
  void readTo(long position) {
    if (unsettled == 0) {
      settled = Math.max(settled, position);
    }
  }

  void endsAt(long offset) {
    end = offset;
  }

  void revoke() {
    revoked = true;
  }

  boolean isRevoked() {
    return revoked;
  }

  boolean needsCommit() {
    return settled > committed;
  }

  long settled() {
    return settled;
  }

  void committed(long offset) {
    committed = Math.max(committed, offset);
  }

  long waiting() {
    return Math.max(unsettled, end - settled);
  }
}
