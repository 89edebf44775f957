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
 * Writes what became of a claimed chat turn, in the way of {@link RecordProgress}: false when
 * another process has taken the job over since, and nothing was changed.
 */
@Component
public final class RecordTurn {

  /** A stream cannot be asked for again: its answer outlasts an outage in memory. */
  private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(5);

  private final GroupCommit commit;
  private final Outbox outbox;
  private final Leases lease;
  private final Clock clock;

  public RecordTurn(GroupCommit commit, Outbox outbox, Leases lease, Clock clock) {
    this.commit = commit;
    this.outbox = outbox;
    this.lease = lease;
    this.clock = clock;
  }

  /** Rivya has answered: the answer, its session and the deliveries of all sinks, at once. */
  public boolean recordAnswer(Job job, TurnAnswer answer) {
    Instant now = clock.instant();
    JobUpdate change = new JobUpdate(job, now).clearStage().clearCause().set("finished_at", now);
    change.set("submitted_at", now).set("task_id", answer.id()).set("sent_at", null);
    change.set("reserved_credits", answer.reserved()).set("final_credits", answer.settled());
    change.recordSpent(paid(answer, change));
    change.then(
        Sql.of("update job_content set result = ? where job_id = ?", answer.result(), job.id()));
    if (job.conversation() != null) {
      change.then(TurnQueue.setSession(job, answer.session(), now));
    }
    Write write = outbox.deliverResult(change, job, List.of(answer.file()), now).write();
    return lease.settle(job, () -> commit.writeWithRetry(write, LONGEST_OUTAGE));
  }

  /** What Rivya settled, else what it reserved, else what was held for it. */
  private static BigDecimal paid(TurnAnswer answer, JobUpdate change) {
    if (answer.settled() != null) {
      return answer.settled();
    }
    return answer.reserved() == null ? change.reservedOrEstimated() : answer.reserved();
  }

  /** The turn of another job of the conversation comes first; it is looked at again then. */
  public boolean postpone(Job job, Cause cause, Instant dueAt) {
    JobUpdate change = new JobUpdate(job, clock.instant()).to(JobState.ACCEPTED);
    change.stage(Stage.TURN, dueAt).withCause(cause).set("claims", 0).set("sent_at", null);
    change.settle(BigDecimal.ZERO);
    return write(job, job.hasCauseCode(cause.code()) ? change : change.recordEvent(cause, null));
  }

  /** Rivya no longer takes the session: the same job is tried at once, in a new session. */
  public boolean retryInNewSession(Job job, Cause cause) {
    Instant now = clock.instant();
    JobUpdate change = new JobUpdate(job, now).to(JobState.SUBMITTING).stage(Stage.TURN, now);
    change.withCause(cause).set("claims", 0).set("attempts", job.attempts() + 1);
    change.set("sent_at", null);
    change.then(Sql.of("update job_content set request = null where job_id = ?", job.id()));
    change.then(TurnQueue.setSession(job, null, now));
    return write(job, change.recordEvent(cause, null));
  }

  /** Tells something of a turn that goes on as it is. The claim goes on. */
  public boolean recordNote(Job job, String text) {
    Instant now = clock.instant();
    Sql event =
        Timeline.event(job.id(), now, JobState.SUBMITTING.column(), job.attempts() + 1, null, text);
    return commit.write(
        new Write(job.id(), JobUpdate.touchIfOwned(job, now), List.of(event), List.of()));
  }

  /** Says how the turn is sent, before it is. The claim goes on. */
  public boolean recordSend(Job job, boolean streamed) {
    Sql guard =
        Sql.of(
            "update job set streamed = ?, updated_at = ? where id = ? and version = ?",
            streamed,
            clock.instant(),
            job.id(),
            job.version());
    return commit.write(new Write(job.id(), guard, List.of(), List.of()));
  }

  private boolean write(Job job, JobUpdate change) {
    return lease.settle(job, () -> commit.write(change.write()));
  }
}
