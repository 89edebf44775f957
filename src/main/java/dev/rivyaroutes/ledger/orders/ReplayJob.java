package dev.rivyaroutes.ledger.orders;

import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.credits.AccountOrders;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.JobUpdate;
import dev.rivyaroutes.ledger.job.Timeline;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.job.TurnQueue;
import dev.rivyaroutes.ledger.orders.PlanOrders.Plan;
import dev.rivyaroutes.ledger.outbox.Outbox;
import dev.rivyaroutes.ledger.uploads.UploadClaims;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Plans another attempt of a job. This is the only place that gives a job another idempotency key;
 * it keeps the old key if that can certainly be used.
 */
final class ReplayJob {

  private static final Set<Trouble> RELEASED_AUTOMATICALLY =
      Set.of(Trouble.AUTH, Trouble.CREDIT, Trouble.BUDGET, Trouble.MODEL);

  private final JdbcTemplate jdbc;

  ReplayJob(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Plan plan(OrderableJob found, Order order, Predicate<String> kept, Instant now)
      throws OrderRefused {
    return switch (found.job().state()) {
      case FAILED -> planFailed(found, order, kept, now);
      case PARKED -> planParked(found, "Replayed", order, kept, now);
      case DONE ->
          throw OrderRefused.byState(
              "The job is done and delivered. To deliver it again, at no cost, send"
                  + " {\"deliveries\": \"all\"}.");
      case CANCELLED ->
          throw OrderRefused.byState(
              "The job is cancelled. Replay it under the version that runs now, or submit its brief"
                  + " again under a new id.");
      default ->
          throw OrderRefused.byState(
              "The job is in progress, so there is nothing to replay; see its timeline.");
    };
  }

  /** Continues a parked job; never under a new key, so that nothing is paid for twice. */
  Plan planRelease(OrderableJob found, Order order, Predicate<String> kept, Instant now)
      throws OrderRefused {
    if (found.job().state() != JobState.PARKED) {
      throw OrderRefused.byState("The job is not parked.");
    }
    Plan plan = planParked(found, "Released", order, kept, now);
    if (!mayBePolled(found) && !mayBeSentAsItIs(found)) {
      throw OrderRefused.byState(
          "It is unknown whether the job was paid for, so it is not released. Check at Rivya, then"
              + " replay or cancel it.");
    }
    return plan;
  }

  private Plan planFailed(OrderableJob found, Order order, Predicate<String> kept, Instant now)
      throws OrderRefused {
    if (!found.submittable()) {
      throw OrderRefused.byState("The brief is invalid. Correct it, and submit it again.");
    }
    String text =
        order.describe(
            "Replayed",
            "It is sent under a new key and paid for as a new " + found.job().kind().word() + ".");
    return planAttempt(found, text, kept, now);
  }

  private Plan planParked(
      OrderableJob found, String done, Order order, Predicate<String> kept, Instant now)
      throws OrderRefused {
    Job job = found.job();
    if (job.hasCauseCode(Outbox.FLOW_GONE)
        || found.stage() != null && isReleasedAutomatically(job.cause())) {
      throw OrderRefused.byState(
          "The job is released automatically once its cause has ended.", job.cause().text());
    }
    if (mayBePolled(found)) {
      String text = order.describe(done, "Task " + job.taskId() + " is polled; nothing is paid.");
      return planResume(job, JobState.WAITING, text, OrderCost.NONE, now);
    }
    if (mayBeSentAsItIs(found)) {
      requireKept(job, kept);
      String text =
          order.describe(
              done, "It is sent under its own key, so that it is paid for at most once.");
      JobState state = found.inDoubt() ? JobState.SUBMITTING : JobState.ACCEPTED;
      return planResume(job, state, text, OrderCost.attempt(job, !found.inDoubt()), now);
    }
    String before =
        job.taskId() == null
            ? "the former attempt was paid for"
            : "task " + job.taskId() + " will end";
    String text =
        order.describe(
            done,
            "It is sent under a new key. It is unknown whether %s, so it may be paid for twice."
                .formatted(before));
    return planAttempt(found, text, kept, now);
  }

  private static boolean mayBePolled(OrderableJob found) {
    return (found.stage() == null || found.stage() == Stage.FETCH) && found.job().taskId() != null;
  }

  private static boolean mayBeSentAsItIs(OrderableJob found) {
    return found.stage() == null && (!found.inDoubt() || found.job().hasCauseCode("poison"));
  }

  private static boolean isReleasedAutomatically(Cause cause) {
    return cause != null
        && (RELEASED_AUTOMATICALLY.contains(cause.trouble())
            || AccountOrders.CODE.equals(cause.code())
            || UploadClaims.CODE.equals(cause.code()));
  }

  private static Plan planResume(
      Job job, JobState state, String text, OrderCost cost, Instant now) {
    Stage stage = state == JobState.WAITING ? Stage.POLL : job.kind().first();
    JobUpdate update = new JobUpdate(job, now).to(state).stage(stage, now).clearCause();
    return plan(update, job, state, underItsVersion(job, text), cost, now);
  }

  /** Discards the former attempt with its deliveries. */
  private Plan planAttempt(OrderableJob found, String text, Predicate<String> kept, Instant now)
      throws OrderRefused {
    Job job = found.job();
    requireKept(job, kept);
    JobUpdate update =
        new JobUpdate(job, now).to(JobState.ACCEPTED).stage(job.kind().first(), now).clearCause();
    for (String column :
        List.of(
            "sent_at",
            "submitted_at",
            "task_id",
            "reserved_credits",
            "final_credits",
            "finished_at")) {
      update.set(column, null);
    }
    update.settleReplaced(found.inDoubt()).set("open_deliveries", 0).set("untold", false);
    update.then(
        Sql.of(
            "update job_content set idempotency_key = ?, request = null, result = null"
                + " where job_id = ?",
            found.nextKey(),
            job.id()));
    if (job.conversation() != null) {
      update.then(TurnQueue.add(job.flow(), job.conversation(), job.id()));
      update.then(TurnQueue.restorePlace(job.flow(), job.conversation(), job.id()));
    }
    update.then(Sql.of("delete from delivery where job_id = ?", job.id()));
    return plan(
        update,
        job,
        JobState.ACCEPTED,
        underItsVersion(job, text),
        OrderCost.attempt(job, true),
        now);
  }

  private static String underItsVersion(Job job, String text) {
    String version = job.target().version();
    return version == null
        ? text
        : text + " It runs under version " + version + " of its flow, which accepted it.";
  }

  private void requireKept(Job job, Predicate<String> kept) throws OrderRefused {
    OrderableJob.requireKept(
        jdbc,
        job,
        JobRows.REFERENCE,
        kept,
        "The references of the job are no longer in the media store; see rivya.media.keep. Submit the"
            + " brief again.");
  }

  static Plan plan(
      JobUpdate update, Job job, JobState state, String text, OrderCost cost, Instant now) {
    update.then(Timeline.event(job.id(), now, state.column(), 0, null, text));
    return new Plan(update, new OrderResult(state, text), cost);
  }
}
