package dev.rivyaroutes.ledger.progress;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.events.Events;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.JobUpdate;
import dev.rivyaroutes.ledger.lease.Leases;
import dev.rivyaroutes.ledger.outbox.Outbox;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Writes what became of a claimed job. Every method returns true when it is committed, and false
 * when another process has taken the job over since: then nothing was changed, and the caller's
 * work counts no more. The job's lease ends with the outcome.
 */
@Component
public final class RecordProgress {

  private final GroupCommit commit;
  private final Outbox outbox;
  private final Leases lease;
  private final Clock clock;

  public RecordProgress(GroupCommit commit, Outbox outbox, Leases lease, Clock clock) {
    this.commit = commit;
    this.outbox = outbox;
    this.lease = lease;
    this.clock = clock;
  }

  /**
   * Stores the exact bytes of the create call, before they are sent. The claim goes on. The row is
   * always written later than by the claim, so that an order which saw it before is judged anew.
   */
  public boolean recordRequest(Job job, String request) {
    Sql guard = JobUpdate.touchIfOwned(job, now().plus(1, ChronoUnit.MICROS));
    Sql store = Sql.of("update job_content set request = ? where job_id = ?", request, job.id());
    return commit.write(new Write(job.id(), guard, List.of(store), List.of()));
  }

  /** A remote reference is in the media store now. The claim goes on. */
  public boolean recordReference(Job job, JobFile file) {
    Sql guard = JobUpdate.touchIfOwned(job, now());
    Sql store =
        Sql.of(
            "update job_file set content_type = ?, kind = ?, size = ?, sha256 = ?"
                + " where job_id = ? and role = 'reference' and n = ?",
            file.contentType(),
            file.kind(),
            file.size(),
            file.sha256(),
            job.id(),
            file.n());
    return commit.write(new Write(job.id(), guard, List.of(store), List.of()));
  }

  /** Its references are to be fetched before it is sent; meanwhile it holds no credits. */
  public boolean fetchReferencesFirst(Job job) {
    JobUpdate change = change(job).to(JobState.ACCEPTED).stage(Stage.REFERENCE, now()).clearCause();
    change.set("sent_at", null).settle(BigDecimal.ZERO);
    return write(job, change.recordEvent(null, "Its references are fetched from their addresses"));
  }

  /** All its references are in the media store: it may be sent. */
  public boolean recordReferencesFetched(Job job) {
    Stage first = job.kind().first();
    return write(job, change(job).to(JobState.ACCEPTED).stage(first, now()).clearCause());
  }

  /** The work has ended; when no outcome was written, the lease is renewed no more and ends. */
  public void stopRenewing(Job job) {
    lease.stopRenewing(job);
  }

  /** Rivya took the job: its task id is stored, and the first look is due then. */
  public boolean recordSubmitted(Job job, String taskId, BigDecimal reserved, Instant firstLook) {
    JobUpdate change = change(job).to(JobState.WAITING).stage(Stage.POLL, firstLook).clearCause();
    change.set("event_at", null);
    change.set("task_id", taskId).set("submitted_at", now()).set("sent_at", null);
    change.set("reserved_credits", reserved).reserve(reserved);
    return write(job, change.recordEvent(null, "Rivya has it as task " + taskId));
  }

  /** Rivya still works on it; the next look is due then. */
  public boolean schedulePoll(Job job, Instant nextLook) {
    return write(job, change(job).to(JobState.WAITING).pollAt(nextLook).clearCause());
  }

  /** Parked already, and nothing new to tell nor unknown; the next look is due then. */
  public boolean keepParked(Job job, Stage stage, Instant nextLook) {
    JobUpdate change = parked(job, stage, nextLook).set("sent_at", null);
    reserveOrRelease(change, job, null);
    return write(job, change);
  }

  /**
   * Rivya has finished: the result's files are to be fetched. Failed attempts are counted on, so
   * that addresses which are never good are asked for ever less often.
   */
  public boolean recordFinished(Job job, String result, BigDecimal finalCredits) {
    JobUpdate change = change(job).to(JobState.FETCHING).stage(Stage.FETCH, now()).clearCause();
    change.set("attempts", job.attempts());
    change.set("final_credits", finalCredits);
    if (finalCredits == null) {
      change.settleReserved();
    } else {
      change.settle(finalCredits);
    }
    change.then(Sql.of("update job_content set result = ? where job_id = ?", result, job.id()));
    markEventsApplied(job, change);
    return write(job, change.recordEvent(null, "Rivya has finished"));
  }

  /**
   * Every result file is in the media store: the result and the deliveries of all sinks, at once.
   */
  public boolean recordFetched(Job job, List<JobFile> files) {
    Instant now = now();
    JobUpdate change = change(job).clearStage().clearCause().set("finished_at", now);
    return write(job, outbox.deliverResult(change, job, files, now));
  }

  /** The job failed for good: its failure goes to the sinks that take failures. */
  public boolean recordFailed(Job job, Cause cause, BigDecimal finalCredits) {
    BigDecimal paid = finalCredits == null ? BigDecimal.ZERO : finalCredits;
    JobUpdate change = change(job).set("final_credits", finalCredits).settle(paid);
    return recordFailed(job, cause, change);
  }

  /** The same, where nobody can tell what it cost: what was expected counts as spent. */
  public boolean recordFailedAtUnknownCost(Job job, Cause cause) {
    JobUpdate change = change(job).set("final_credits", null);
    return recordFailed(job, cause, change.recordSpent(change.reservedOrEstimated()));
  }

  private boolean recordFailed(Job job, Cause cause, JobUpdate change) {
    Instant now = now();
    change
        .to(JobState.FAILED)
        .clearStage()
        .withCause(cause)
        .set("finished_at", now)
        .set("sent_at", null);
    markEventsApplied(job, change);
    return write(job, outbox.deliverFailure(change, job, now).recordEvent(cause, null));
  }

  /**
   * The same step is tried again then.
   *
   * @param sentAt since when a send's effect is unknown; null when nothing unknown is out
   */
  public boolean scheduleRetry(Job job, Stage stage, Cause cause, Instant dueAt, Instant sentAt) {
    JobUpdate change = change(job).to(stateIn(stage, job)).stage(stage, dueAt).withCause(cause);
    change.set("claims", 0).set("attempts", job.attempts() + 1).set("sent_at", sentAt);
    reserveOrRelease(change, job, sentAt);
    return write(job, change.recordEvent(cause, null));
  }

  /**
   * Sets the job aside with its cause.
   *
   * @param stage the loop that takes it up again when it is due; null: only a person does
   */
  public boolean park(Job job, Stage stage, Cause cause, Instant dueAt, Instant sentAt) {
    JobUpdate change = parked(job, stage, dueAt).withCause(cause).set("sent_at", sentAt);
    reserveOrRelease(change, job, sentAt);
    return write(job, change.recordEvent(cause, null));
  }

  /** Sets a job aside of which nothing is out; what is told already is not told again. */
  public boolean parkUnsent(Job job, Cause cause, Instant dueAt) {
    Stage first = job.kind().first();
    return job.state() == JobState.PARKED && cause.equals(job.cause())
        ? keepParked(job, first, dueAt)
        : park(job, first, cause, dueAt, null);
  }

  /** What may be paid for holds its credits; what is not out holds none until its next claim. */
  private static void reserveOrRelease(JobUpdate change, Job job, Instant sentAt) {
    if (job.taskId() == null && sentAt == null) {
      change.settle(BigDecimal.ZERO);
    } else if (job.taskId() == null) {
      change.reserve(null);
    }
  }

  private JobUpdate parked(Job job, Stage stage, Instant dueAt) {
    JobUpdate change = change(job).to(JobState.PARKED).set("claims", 0);
    return stage == Stage.POLL ? change.pollAt(dueAt) : change.stage(stage, dueAt);
  }

  private void markEventsApplied(Job job, JobUpdate change) {
    if (job.eventAt() != null) {
      change.then(Events.markApplied(job, now()));
    }
  }

  private static JobState stateIn(Stage stage, Job job) {
    return switch (stage) {
      case SUBMIT, TURN -> JobState.SUBMITTING;
      case POLL -> job.state() == JobState.PARKED ? JobState.PARKED : JobState.WAITING;
      case FETCH -> JobState.FETCHING;
      case REFERENCE -> JobState.ACCEPTED;
    };
  }

  private JobUpdate change(Job job) {
    return new JobUpdate(job, now());
  }

  private boolean write(Job job, JobUpdate change) {
    return lease.settle(job, () -> commit.write(change.write()));
  }

  private Instant now() {
    return clock.instant();
  }
}
