package dev.rivyaroutes.ledger.progress;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Stage;
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
 * Records the outcome of a claimed job. Every method returns true if it is committed, and false if
 * another process has taken over the job since: then nothing was changed, and the caller must
 * discard its work. The lease of the job ends with the outcome.
 */
@Component
public final class RecordProgress {

  private final GroupCommit commit;
  private final Outbox outbox;
  private final Leases leases;
  private final Clock clock;

  public RecordProgress(GroupCommit commit, Outbox outbox, Leases leases, Clock clock) {
    this.commit = commit;
    this.outbox = outbox;
    this.leases = leases;
    this.clock = clock;
  }

  /**
   * Stores the exact body of the create call before it is sent; the claim continues. The update is
   * dated after the claim, so that an order which read the row before is planned again.
   */
  public boolean recordRequest(Job job, String request) {
    Sql store = Sql.of("update job_content set request = ? where job_id = ?", request, job.id());
    return commit.write(
        JobUpdate.whileOwned(job, clock.instant().plus(1, ChronoUnit.MICROS), store));
  }

  /** A remote reference was stored in the media store; the claim continues. */
  public boolean recordReference(Job job, JobFile file) {
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
    return commit.write(JobUpdate.whileOwned(job, clock.instant(), store));
  }

  /** Its references must be fetched before it is sent; until then it reserves no credits. */
  public boolean fetchReferencesFirst(Job job) {
    JobUpdate update = update(job).to(JobState.ACCEPTED).stage(Stage.REFERENCE, clock.instant());
    update.clearCause().set("sent_at", null).release();
    return write(job, update.recordEvent(null, "Fetching the references from their addresses"));
  }

  /** All its references are in the media store, so it can be sent. */
  public boolean recordReferencesFetched(Job job) {
    JobUpdate update = update(job).to(JobState.ACCEPTED).stage(job.kind().first(), clock.instant());
    return write(job, update.clearCause());
  }

  /** Stops renewing the lease; without an outcome, the job is claimed again when it ends. */
  public void stopRenewing(Job job) {
    leases.jobs().stopRenewing(job.id(), job.version());
  }

  /** Rivya accepted the job: stores the task id and schedules the first poll. */
  public boolean recordSubmitted(Job job, String taskId, BigDecimal reserved, Instant firstPoll) {
    JobUpdate update = update(job).to(JobState.WAITING).stage(Stage.POLL, firstPoll).clearCause();
    update.set("task_id", taskId).setSubmitted();
    update.set("sent_at", null).set("event_at", null);
    update.set("reserved_credits", reserved).reserve(reserved);
    return write(job, update.recordEvent(null, "Rivya accepted the job as task " + taskId));
  }

  /** The task is still running; the next poll is due then. */
  public boolean schedulePoll(Job job, Instant nextPoll) {
    return write(job, update(job).to(JobState.WAITING).pollAt(nextPoll).clearCause());
  }

  /** The job stays parked with the same cause; the next attempt is due then. */
  public boolean keepParked(Job job, Stage stage, Instant nextPoll) {
    JobUpdate update = parked(job, stage, nextPoll).set("sent_at", null);
    return write(job, reserveOrRelease(update, job, null));
  }

  /**
   * The task has succeeded: the result files are fetched next. The attempts are not reset, so that
   * result addresses which never work are requested less and less often.
   */
  public boolean recordFinished(Job job, String result, BigDecimal finalCredits) {
    JobUpdate update =
        update(job).to(JobState.FETCHING).stage(Stage.FETCH, clock.instant()).clearCause();
    update.set("attempts", job.attempts()).set("final_credits", finalCredits);
    update.settle(finalCredits == null ? update.reservedOrEstimated() : finalCredits);
    update.then(Sql.of("update job_content set result = ? where job_id = ?", result, job.id()));
    markEventsApplied(job, update);
    return write(job, update.recordEvent(null, "The task has succeeded"));
  }

  /** All result files are in the media store: commits the result with its deliveries. */
  public boolean recordFetched(Job job, List<JobFile> files) {
    Instant now = clock.instant();
    JobUpdate update = update(job).clearStage().clearCause().measureSuccess();
    return write(job, outbox.deliverResult(update.set("finished_at", now), job, files, now));
  }

  /** The job failed permanently: its failure is delivered to the sinks that take failures. */
  public boolean recordFailed(Job job, Cause cause, BigDecimal finalCredits) {
    BigDecimal paid = finalCredits == null ? BigDecimal.ZERO : finalCredits;
    return recordFailed(job, cause, update(job).set("final_credits", finalCredits).settle(paid));
  }

  /** The same at an unknown cost: the reservation or the estimate counts as spent. */
  public boolean recordFailedAtUnknownCost(Job job, Cause cause) {
    JobUpdate update = update(job).set("final_credits", null);
    return recordFailed(job, cause, update.recordSpent(update.reservedOrEstimated()));
  }

  private boolean recordFailed(Job job, Cause cause, JobUpdate update) {
    Instant now = clock.instant();
    update.to(JobState.FAILED).clearStage().withCause(cause).set("finished_at", now);
    update.set("sent_at", null).measureFailure();
    markEventsApplied(job, update);
    return write(job, outbox.deliverFailure(update, job, now).recordEvent(cause, null));
  }

  /**
   * Retries the same stage at the due time.
   *
   * @param sentAt since when the effect of a send is unknown; null if it is known
   */
  public boolean scheduleRetry(Job job, Stage stage, Cause cause, Instant dueAt, Instant sentAt) {
    JobUpdate update =
        update(job).to(JobState.during(stage, job.state())).stage(stage, dueAt).withCause(cause);
    update.set("claims", 0).set("attempts", job.attempts() + 1).set("sent_at", sentAt);
    return write(job, reserveOrRelease(update, job, sentAt).recordEvent(cause, null));
  }

  /**
   * Parks the job with its cause.
   *
   * @param stage the stage that retries it at the due time; null if only a person releases it
   */
  public boolean park(Job job, Stage stage, Cause cause, Instant dueAt, Instant sentAt) {
    JobUpdate update = parked(job, stage, dueAt).withCause(cause).set("sent_at", sentAt);
    return write(job, reserveOrRelease(update, job, sentAt).recordEvent(cause, null));
  }

  /** Parks a job that was not sent; the same cause is recorded in the timeline only once. */
  public boolean parkUnsent(Job job, Cause cause, Instant dueAt) {
    return job.state() == JobState.PARKED && cause.equals(job.cause())
        ? keepParked(job, job.kind().first(), dueAt)
        : park(job, job.kind().first(), cause, dueAt, null);
  }

  /** A job that was not sent releases its credits; one that may have been sent reserves them. */
  private static JobUpdate reserveOrRelease(JobUpdate update, Job job, Instant sentAt) {
    if (job.taskId() != null) {
      return update;
    }
    return sentAt == null ? update.release() : update.reserve(null);
  }

  private JobUpdate parked(Job job, Stage stage, Instant dueAt) {
    JobUpdate update = update(job).to(JobState.PARKED).set("claims", 0);
    return stage == Stage.POLL ? update.pollAt(dueAt) : update.stage(stage, dueAt);
  }

  private void markEventsApplied(Job job, JobUpdate update) {
    if (job.eventAt() != null) {
      update.then(Events.markApplied(job, clock.instant()));
    }
  }

  private JobUpdate update(Job job) {
    return new JobUpdate(job, clock.instant());
  }

  private boolean write(Job job, JobUpdate update) {
    return leases.jobs().settle(job.id(), job.version(), () -> commit.write(update.write()));
  }
}
