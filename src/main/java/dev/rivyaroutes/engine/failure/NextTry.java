package dev.rivyaroutes.engine.failure;

import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.progress.RecordProgress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The ends that trouble can have for a job: a further try, a rest, or the failure. */
@Component
public class NextTry {

  private static final Logger LOG = LoggerFactory.getLogger(NextTry.class);

  private final RecordProgress progress;
  private final Backoff backoff;
  private final LateJobs late;
  private final KeyLife keyLife;
  private final Clock clock;

  NextTry(RecordProgress progress, Backoff backoff, LateJobs late, KeyLife keyLife, Clock clock) {
    this.progress = progress;
    this.backoff = backoff;
    this.late = late;
    this.keyLife = keyLife;
    this.clock = clock;
  }

  /**
   * Makes the same call again after a wait, unless the key's life ends over it.
   *
   * @param retryAfter what Rivya asked for; may be null
   * @param sentAt since when a send's effect is unknown; null when nothing unknown is out
   */
  public void again(Stage stage, Job job, Cause cause, Duration retryAfter, Instant sentAt) {
    if (keyLife.isOver(sentAt)) {
      aside(job, keyLife.cause(job), sentAt);
    } else {
      Instant at = backoff.after(job.attempts(), retryAfter);
      progress.scheduleRetry(job, stage, cause, at, sentAt);
    }
  }

  /** Goes on with a job that Rivya has made: it is never given up. */
  public void goOn(Stage stage, Job job, Cause cause) {
    if (late.isLate(job)) {
      late.park(job, stage, cause);
    } else {
      again(stage, job, cause, null, null);
    }
  }

  /** Tries again a little after a time. */
  public void atOrAfter(Instant time, Stage stage, Job job, Cause cause) {
    progress.scheduleRetry(job, stage, cause, backoff.atOrAfter(time), KeyLife.unknownSince(job));
  }

  /** Sets the job aside until its account is mended. */
  public void withTheAccount(Stage stage, Job job, Cause cause, Instant sentAt) {
    progress.park(job, stage, cause, clock.instant(), sentAt);
  }

  /** Sets the job aside for a person. */
  public void aside(Job job, Cause cause, Instant sentAt) {
    progress.park(job, null, cause, clock.instant(), sentAt);
  }

  public void fail(Job job, Cause cause) {
    LOG.warn("Job {} failed: {}", job.id(), cause.text());
    progress.recordFailed(job, cause, null);
  }

  /** The same, where Rivya may have been paid. */
  public void failAtUnknownCost(Job job, Cause cause) {
    LOG.warn("Job {} failed: {}", job.id(), cause.text());
    progress.recordFailedAtUnknownCost(job, cause);
  }
}
