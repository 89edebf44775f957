package dev.rivyaroutes.ledger.search;

import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.JobCredits;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.JobTarget;
import java.time.Instant;

/**
 * A job as displayed in a list.
 *
 * @param state the state in the ledger
 * @param taskId Rivya's task id; null before
 * @param cause why it failed or waits; null if it does neither
 */
public record JobSummary(
    String id,
    JobTarget target,
    Submitter submitter,
    String state,
    String taskId,
    Cause cause,
    JobCredits credits,
    Times times) {

  /**
   * Where the brief is from.
   *
   * @param source the kind of source; empty for jobs of earlier versions
   * @param caller who submitted the brief; empty for jobs of earlier versions
   * @param sourceName the displayed name of the brief
   */
  public record Submitter(String source, String caller, String sourceName) {}

  /**
   * When it changed.
   *
   * @param finishedAt null before
   */
  public record Times(Instant createdAt, Instant updatedAt, Instant finishedAt) {}

  /** The status that users see. */
  public String status() {
    return JobState.fromColumn(state).userStatus();
  }

  public String flow() {
    return target.flow();
  }

  public JobKind kind() {
    return target.kind();
  }

  public String account() {
    return target.account();
  }

  public String model() {
    return target.model();
  }

  public String source() {
    return submitter.source();
  }

  public String caller() {
    return submitter.caller();
  }

  public String sourceName() {
    return submitter.sourceName();
  }

  public Instant finishedAt() {
    return times.finishedAt();
  }
}
