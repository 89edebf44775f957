package dev.rivyaroutes.ledger.progress;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.JobUpdate;
import dev.rivyaroutes.ledger.job.Timeline;
import dev.rivyaroutes.ledger.job.TurnQueue;
import dev.rivyaroutes.ledger.lease.Leases;
import dev.rivyaroutes.ledger.outbox.Outbox;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Records the outcome of a claimed chat turn. As in {@link RecordProgress}, false means that
 * another process has taken over the job and nothing was changed.
 */
@Component
public final class RecordTurn {

  /** A stream cannot be requested again, so its answer is kept in memory during an outage. */
  private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(5);

  private final GroupCommit commit;
  private final Outbox outbox;
  private final Leases leases;
  private final Clock clock;

  public RecordTurn(GroupCommit commit, Outbox outbox, Leases leases, Clock clock) {
    this.commit = commit;
    this.outbox = outbox;
    this.leases = leases;
    this.clock = clock;
  }

  /** Commits the answer with its session and its deliveries. */
  public boolean recordAnswer(Job job, TurnAnswer answer) {
    Instant now = clock.instant();
    JobUpdate update = new JobUpdate(job, now).clearStage().clearCause().set("finished_at", now);
    update.measureSuccess();
    update.setSubmitted().set("task_id", answer.id()).set("sent_at", null);
    update.set("reserved_credits", answer.reserved()).set("final_credits", answer.settled());
    update.recordSpent(paid(answer, update));
    update.then(
        Sql.of("update job_content set result = ? where job_id = ?", answer.result(), job.id()));
    if (job.conversation() != null) {
      update.then(TurnQueue.setSession(job, answer.session(), now));
    }
    Write write = outbox.deliverResult(update, job, List.of(answer.file()), now).write();
    return leases
        .jobs()
        .settle(job.id(), job.version(), () -> commit.writeWithRetry(write, LONGEST_OUTAGE));
  }

  /** What Rivya settled, or else what it reserved, or else the reservation of the job. */
  private static BigDecimal paid(TurnAnswer answer, JobUpdate update) {
    if (answer.settled() != null) {
      return answer.settled();
    }
    return answer.reserved() == null ? update.reservedOrEstimated() : answer.reserved();
  }

  /** An earlier turn of the conversation is still running; this one is retried then. */
  public boolean postpone(Job job, Cause cause, Instant dueAt) {
    JobUpdate update = new JobUpdate(job, clock.instant()).to(JobState.ACCEPTED);
    update.stage(Stage.TURN, dueAt).withCause(cause).set("claims", 0).set("sent_at", null);
    update.release();
    return write(job, job.hasCauseCode(cause.code()) ? update : update.recordEvent(cause, null));
  }

  /** Rivya no longer accepts the session: the job is retried at once in a new session. */
  public boolean retryInNewSession(Job job, Cause cause) {
    Instant now = clock.instant();
    JobUpdate update = new JobUpdate(job, now).to(JobState.SUBMITTING).stage(Stage.TURN, now);
    update.withCause(cause).set("claims", 0).set("attempts", job.attempts() + 1);
    update.set("sent_at", null);
    update.then(Sql.of("update job_content set request = null where job_id = ?", job.id()));
    update.then(TurnQueue.setSession(job, null, now));
    return write(job, update.recordEvent(cause, null));
  }

  /** Adds a note to the timeline; the claim continues. */
  public boolean recordNote(Job job, String text) {
    Instant now = clock.instant();
    Sql event =
        Timeline.event(job.id(), now, JobState.SUBMITTING.column(), job.attempts() + 1, null, text);
    return commit.write(JobUpdate.whileOwned(job, now, event));
  }

  /** Records how the turn is sent, before it is sent; the claim continues. */
  public boolean recordSend(Job job, boolean streamed) {
    Sql guard =
        Sql.of(
            "update job set streamed = ?, updated_at = ? where id = ? and version = ?",
            streamed,
            clock.instant(),
            job.id(),
            job.version());
    return commit.write(new Write(job.id(), guard));
  }

  private boolean write(Job job, JobUpdate update) {
    return leases.jobs().settle(job.id(), job.version(), () -> commit.write(update.write()));
  }
}
