package dev.rivyaroutes.ledger.accept;

import dev.rivyaroutes.ledger.job.JobState;

/**
 * The result of accepting a brief.
 *
 * @param jobId the job of the brief; null if another request has used its key and there is no such
 *     job
 * @param duplicate whether the brief arrived before; nothing was changed then
 * @param state the current state of the job; null without a job
 * @param otherRequest whether another request has used the same key; nothing was changed then
 */
public record AcceptResult(String jobId, boolean duplicate, JobState state, boolean otherRequest) {

  /** A new brief, or one that arrived before. */
  public AcceptResult(String jobId, boolean duplicate, JobState state) {
    this(jobId, duplicate, state, false);
  }
}
