package dev.rivyaroutes.ledger.job;

import java.time.Instant;

/**
 * A claimed delivery of a result to a sink.
 *
 * @param id the delivery id that receivers see; the same in all attempts
 * @param sink the sink's name
 * @param version the fencing version of this claim
 * @param attempts failed attempts so far
 * @param createdAt when the outcome was committed
 * @param job the job with its content and result files
 */
public record Delivery(
    String id, String sink, long version, int attempts, Instant createdAt, Job job) {

  private static final long FIRST_CLAIM = 1;

  /**
   * Whether it was claimed before, so that an earlier attempt may have reached the sink: one that
   * failed, or one whose process crashed before it recorded the outcome.
   */
  public boolean repeated() {
    return version > FIRST_CLAIM;
  }

  /** Whether its first attempt, or one that followed a failure, is this one: not a replay. */
  public boolean isFirstDelivery() {
    return !repeated() || attempts > 0;
  }
}
