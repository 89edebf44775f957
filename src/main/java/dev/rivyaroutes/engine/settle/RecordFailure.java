package dev.rivyaroutes.engine.settle;

import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.progress.RecordProgress;
import dev.rivyaroutes.rivya.wait.WaitSchedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The outcomes that a failure can have for a job: it is retried, parked or failed. */
@Component
public class RecordFailure {

  private static final Logger LOG = LoggerFactory.getLogger(RecordFailure.class);

  private final RecordProgress progress;
  private final Backoff backoff;
  private final WaitSchedule schedule;
  private final KeyLife keyLife;
  private final Clock clock;

  RecordFailure(
      RecordProgress progress,
      Backoff backoff,
      WaitSchedule schedule,
      KeyLife keyLife,
      Clock clock) {
    this.progress = progress;
    this.backoff = backoff;
    this.schedule = schedule;
    this.keyLife = keyLife;
    this.clock = clock;
  }

  /**
   * Retries the same call after a backoff, or parks the job when its key expires before.
   *
   * @param retryAfter what Rivya asked for; may be null
   * @param sentAt since when the effect of a sent call is unknown; null when none is
   */
  void retry(Stage stage, Job job, Cause cause, Duration retryAfter, Instant sentAt) {
    if (keyLife.isExpired(sentAt)) {
      parkForPerson(job, keyLife.cause(job), sentAt);
    } else {
      Instant at = backoff.after(job.attempts(), retryAfter);
      progress.scheduleRetry(job, stage, cause, at, sentAt);
    }
  }

  /** Retries a step of a job that Rivya has created: such a job is parked when late, not failed. */
  void retryCreated(Stage stage, Job job, Cause cause) {
    if (!parkIfLate(stage, job, cause)) {
      retry(stage, job, cause, null, null);
    }
  }

  void retryAfter(Instant time, Stage stage, Job job, Cause cause) {
    progress.scheduleRetry(job, stage, cause, backoff.atOrAfter(time), KeyLife.unknownSince(job));
  }

  /**
   * Parks a job that Rivya has not finished within the deadline, until its next, less frequent
   * poll. The cause is recorded once.
   *
   * @return false when the job is not late; nothing is written then
   */
  public boolean parkIfLate(Stage stage, Job job, Cause cause) {
    if (!schedule.isLate(job)) {
      return false;
    }
    boolean recorded =
        job.state() == JobState.PARKED
            && job.cause() != null
            && job.cause().trouble() == Trouble.UNKNOWN;
    if (recorded) {
      progress.keepParked(job, stage, schedule.nextLate());
    } else {
      Cause late = FailureCauses.overdue(job, schedule.deadline(), cause);
      progress.park(job, stage, late, schedule.nextLate(), null);
    }
    return true;
  }

  /** Parks the job until its account works again. */
  void parkForAccount(Stage stage, Job job, Cause cause, Instant sentAt) {
    progress.park(job, stage, cause, clock.instant(), sentAt);
  }

  /** Parks the job until a person replays or cancels it. */
  public void parkForPerson(Job job, Cause cause, Instant sentAt) {
    progress.park(job, null, cause, clock.instant(), sentAt);
  }

  void fail(Job job, Cause cause) {
    LOG.warn("Job {} failed: {}", job.id(), cause.text());
    progress.recordFailed(job, cause, null);
  }

  /** The same, where Rivya may have charged credits. */
  void failAtUnknownCost(Job job, Cause cause) {
    LOG.warn("Job {} failed: {}", job.id(), cause.text());
    progress.recordFailedAtUnknownCost(job, cause);
  }
}
