package dev.rivyaroutes.testing;

import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobClaim;
import dev.rivyaroutes.ledger.job.JobCredits;
import dev.rivyaroutes.ledger.job.JobIdentity;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.JobTarget;
import dev.rivyaroutes.ledger.job.Submission;
import java.time.Instant;

/** A claimed job that Rivya works on, for what reads a few facts of it only. */
public final class AJob {

  private AJob() {}

  /**
   * @param since when it was accepted and sent
   * @param eventAt when its event came; null before
   */
  public static Job of(String id, String account, Instant since, Instant eventAt) {
    return of(id, account, JobState.WAITING, since, eventAt);
  }

  /** The same, in another state. */
  public static Job of(String id, String account, JobState state, Instant since, Instant eventAt) {
    return new Job(
        new JobIdentity(id, "0".repeat(64), "name", null, since),
        new JobTarget("flow", account, "model", JobKind.GENERATION),
        new JobClaim(state, 1, 0),
        new Submission(null, false, since, "task", eventAt),
        JobCredits.UNKNOWN,
        null,
        null,
        null);
  }
}
