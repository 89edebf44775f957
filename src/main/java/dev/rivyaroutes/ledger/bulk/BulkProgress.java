package dev.rivyaroutes.ledger.bulk;

import java.util.Map;

/**
 * How far a bulk order is.
 *
 * @param waiting jobs that were not ordered yet
 * @param open jobs that were ordered and have not ended
 * @param succeeded jobs that were ordered and ended well
 * @param failed jobs that were ordered and failed, or wait for a person
 * @param skipped how many jobs no longer allowed the order when their turn came, by the reason
 */
public record BulkProgress(
    long waiting, long open, long succeeded, long failed, Map<String, Long> skipped) {

  public long skippedJobs() {
    return skipped.values().stream().mapToLong(Long::longValue).sum();
  }

  long ended() {
    return succeeded + failed;
  }
}
