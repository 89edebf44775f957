package dev.rivyaroutes.testing;

import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.ledger.job.JobState;
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
        id,
        "flow",
        "0".repeat(64),
        "name",
        account,
        "model",
        JobKind.GENERATION,
        null,
        false,
        state,
        1,
        0,
        null,
        since,
        "task",
        eventAt,
        since,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
