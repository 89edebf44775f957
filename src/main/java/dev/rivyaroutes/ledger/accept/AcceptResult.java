package dev.rivyaroutes.ledger.accept;

import dev.rivyaroutes.ledger.job.JobState;

/**
 * What the ledger made of a brief.
 *
 * @param jobId the job that holds the brief; null when another request has the key and holds none
 *     in its place
 * @param duplicate true when the id had arrived before; nothing was changed then
 * @param state the job's state now; null without a job
 * @param otherRequest true when another request arrived under the same key before; nothing was
 *     changed then
 */
public record AcceptResult(String jobId, boolean duplicate, JobState state, boolean otherRequest) {

  /** A brief that is new, or the same that arrived before. */
  public AcceptResult(String jobId, boolean duplicate, JobState state) {
    this(jobId, duplicate, state, false);
  }
}
