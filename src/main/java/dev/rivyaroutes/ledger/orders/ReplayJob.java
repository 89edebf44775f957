package dev.rivyaroutes.ledger.orders;

import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.JobUpdate;
import dev.rivyaroutes.ledger.job.Timeline;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.job.TurnQueue;
import dev.rivyaroutes.ledger.orders.CancelJob.Plan;
import dev.rivyaroutes.ledger.orders.OrderRefused.Why;
import dev.rivyaroutes.ledger.outbox.Outbox;
import dev.rivyaroutes.ledger.uploads.UploadClaims;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Lets a job make another attempt by a person's order. This is the only place where a job gets
 * another idempotency key: where the old one is certain to be good, it stays.
 */
final class ReplayJob {

  private static final Set<Trouble> MENDED_BY_THEMSELVES =
      Set.of(Trouble.AUTH, Trouble.CREDIT, Trouble.BUDGET, Trouble.MODEL);

  private final JdbcTemplate jdbc;

  ReplayJob(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Plan plan(OrderableJob found, Order order, Predicate<String> kept, Instant now)
      throws OrderRefused {
    return switch (found.job().state()) {
      case FAILED -> failed(found, order, kept, now);
      case PARKED -> parked(found, order, kept, now);
      case DONE ->
          throw refused(
              "The job is done and delivered. To deliver it again, at no cost, send"
                  + " {\"deliveries\": \"all\"}.");
      case CANCELLED ->
          throw refused("The job is cancelled. Hand its brief in again under a new id.");
      default ->
          throw refused("The job is on its way, so there is nothing to replay; see its timeline.");
    };
  }

  private Plan failed(OrderableJob found, Order order, Predicate<String> kept, Instant now)
      throws OrderRefused {
    if (!found.submittable()) {
      throw refused("The brief could not be used. Mend it, and hand it in again.");
    }
    String text =
        order.describe(
            "Replayed",
            "It goes out under a new key and is paid for as a new "
                + found.job().kind().word()
                + ".");
    return attempt(found, text, kept, now);
  }

  private Plan parked(OrderableJob found, Order order, Predicate<String> kept, Instant now)
      throws OrderRefused {
    Job job = found.job();
    boolean rests = found.stage() == null;
    if (job.hasCauseCode(Outbox.FLOW_GONE) || !rests && goesOnByItself(job.cause())) {
      throw refused("The job goes on by itself once its cause has ended. " + job.cause().text());
    }
    boolean made = found.stage() == Stage.FETCH;
    if ((rests || made) && job.taskId() != null) {
      String text =
          order.describe(
              "Replayed", "Rivya is asked for task " + job.taskId() + "; nothing is paid.");
      return resume(job, JobState.WAITING, Stage.POLL, text, now);
    }
    if (rests && (!found.inDoubt() || job.hasCauseCode("poison"))) {
      requireKept(job, kept);
      String text =
          order.describe(
              "Replayed", "It goes out under its own key, so that it is paid for once at most.");
      JobState state = found.inDoubt() ? JobState.SUBMITTING : JobState.ACCEPTED;
      return resume(job, state, job.kind().first(), text, now);
    }
    String before =
        job.taskId() == null ? "the attempt before was paid for" : "task " + job.taskId() + " ends";
    String text =
        order.describe(
            "Replayed",
            "It goes out under a new key. It is not known whether "
                + before
                + ", so that it may be paid for twice.");
    return attempt(found, text, kept, now);
  }

  private static boolean goesOnByItself(Cause cause) {
    return cause != null
        && (MENDED_BY_THEMSELVES.contains(cause.trouble())
            || UploadClaims.CODE.equals(cause.code()));
  }

  private static Plan resume(Job job, JobState state, Stage stage, String text, Instant now) {
    JobUpdate change = new JobUpdate(job, now).to(state).stage(stage, now).clearCause();
    return told(change, job, state, text, now);
  }

  /** Nothing of the attempt before counts any more, nor what was to be delivered of it. */
  private Plan attempt(OrderableJob found, String text, Predicate<String> kept, Instant now)
      throws OrderRefused {
    Job job = found.job();
    requireKept(job, kept);
    JobUpdate change =
        new JobUpdate(job, now).to(JobState.ACCEPTED).stage(job.kind().first(), now).clearCause();
    for (String column :
        List.of(
            "sent_at",
            "submitted_at",
            "task_id",
            "reserved_credits",
            "final_credits",
            "finished_at")) {
      change.set(column, null);
    }
    change.settleAbandoned(found.inDoubt()).set("open_deliveries", 0).set("untold", false);
    change.then(
        Sql.of(
            "update job_content set idempotency_key = ?, request = null, result = null"
                + " where job_id = ?",
            found.nextKey(),
            job.id()));
    if (job.conversation() != null) {
      change.then(TurnQueue.add(job.flow(), job.conversation(), job.id()));
      change.then(TurnQueue.restorePlace(job.flow(), job.conversation(), job.id()));
    }
    change.then(Sql.of("delete from delivery where job_id = ?", job.id()));
    return told(change, job, JobState.ACCEPTED, text, now);
  }

  private void requireKept(Job job, Predicate<String> kept) throws OrderRefused {
    for (String sha256 : OrderableJob.files(jdbc, job.id(), JobRows.REFERENCE)) {
      if (!kept.test(sha256)) {
        throw new OrderRefused(
            Why.MEDIA_GONE,
            "The media store keeps the references of this job no longer; see rivya.media.keep. Hand"
                + " the brief in again.");
      }
    }
  }

  static Plan told(JobUpdate change, Job job, JobState state, String text, Instant now) {
    change.then(Timeline.event(job.id(), now, state.column(), 0, null, text));
    return new Plan(change, new OrderResult(state, text));
  }

  private static OrderRefused refused(String text) {
    return new OrderRefused(Why.STATE, text);
  }
}
