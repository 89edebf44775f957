package dev.rivyaroutes.ledger.job;

import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.meters.LedgerMeters;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Builds the outcome of a claimed job: the guarded update, and what follows from it. */
public final class JobUpdate {

  private static final String UNLESS_EVENT =
      "case when event_at is distinct from ? then event_at else ? end";

  private final Job job;
  private final Instant now;
  private final Map<String, Sql> columns = new LinkedHashMap<>();
  private final List<Sql> then = new ArrayList<>();
  private final JobSpend spend;
  private final List<Write.Wake> wakes = new ArrayList<>();
  private JobState state;
  private Instant unchangedSince;
  private Consumer<LedgerMeters> measure = meters -> {};

  public JobUpdate(Job job, Instant now) {
    this.job = job;
    this.now = now;
    this.spend = new JobSpend(job, now);
  }

  public JobUpdate set(String column, Object value) {
    columns.put(column, Sql.of("?", value));
    return this;
  }

  public JobUpdate to(JobState state) {
    this.state = state;
    return set("state", state.column());
  }

  /** The stage that processes it next, and when it is due. */
  public JobUpdate stage(Stage stage, Instant dueAt) {
    if (stage != null) {
      wakes.add(new Write.Wake(WorkSignal.queue(stage, job.account()), dueAt));
    }
    return set("stage", stage == null ? null : stage.column()).set("due_at", dueAt);
  }

  /** Polls next at that time, or now if an event arrived after the job was claimed. */
  public JobUpdate pollAt(Instant dueAt) {
    stage(Stage.POLL, dueAt);
    columns.put("due_at", Sql.of(UNLESS_EVENT, job.eventAt(), dueAt));
    return this;
  }

  public JobUpdate clearStage() {
    return stage(null, now);
  }

  /** Clears the cause and resets the counters. */
  public JobUpdate clearCause() {
    set("claims", 0).set("attempts", 0);
    return set("trouble", null).set("code", null).set("cause", null).set("request_id", null);
  }

  public JobUpdate withCause(Cause cause) {
    set("trouble", cause.trouble().word()).set("code", cause.code());
    return set("cause", cause.text()).set("request_id", cause.requestId());
  }

  public JobUpdate recordEvent(Cause cause, String text) {
    return then(Timeline.event(job.id(), now, state.column(), job.attempts() + 1, cause, text));
  }

  /** Reserves so many credits from now on; null keeps the reservation or uses the estimate. */
  public JobUpdate reserve(BigDecimal reserved) {
    BigDecimal credits = spend.reserve(reserved);
    return set("held_credits", credits).set("held_day", spend.day());
  }

  /** Ends the reservation with so many credits spent; does nothing without a reservation. */
  public JobUpdate settle(BigDecimal spent) {
    return endReservation(spend.settle(spent));
  }

  /** Releases the credits of a job that was not sent and goes on; does nothing without any. */
  public JobUpdate release() {
    return endReservation(spend.release());
  }

  /** Settles an attempt that ends with its job, or that another one replaces. */
  public JobUpdate settleCancelled(boolean inDoubt) {
    return endReservation(spend.cancel(inDoubt));
  }

  public JobUpdate settleReplaced(boolean inDoubt) {
    return endReservation(spend.replace(inDoubt));
  }

  /** Records so many credits as spent, with or without a reservation. */
  public JobUpdate recordSpent(BigDecimal spent) {
    return endReservation(spend.record(spent));
  }

  private JobUpdate endReservation(boolean ended) {
    return ended ? set("held_credits", null).set("held_day", null) : this;
  }

  public BigDecimal reservedOrEstimated() {
    return spend.reservedOrEstimated();
  }

  /** Rivya has the job now. */
  public JobUpdate setSubmitted() {
    if (!job.isReplay()) {
      Duration delay = Duration.between(job.identity().createdAt(), now);
      measure = measure.andThen(meters -> meters.submitted(job.flow(), delay));
    }
    return set("submitted_at", now);
  }

  /** The job has succeeded now. */
  public JobUpdate measureSuccess() {
    return measureEnd(LedgerMeters.SUCCEEDED);
  }

  /** The job has failed or was cancelled now, as its state says. */
  public JobUpdate measureFailure() {
    return measureEnd(state.column());
  }

  private JobUpdate measureEnd(String outcome) {
    measure = measure.andThen(meters -> meters.ended(job.flow(), outcome));
    return this;
  }

  public JobUpdate then(Sql sql) {
    then.add(sql);
    return this;
  }

  public List<Sql> then() {
    return then;
  }

  public List<Write.Wake> wakes() {
    return wakes;
  }

  /** Executes a statement while this process still has the claim, which continues. */
  public static Write whileOwned(Job job, Instant now, Sql statement) {
    Sql touch =
        Sql.of(
            "update job set updated_at = ? where id = ? and version = ?",
            now,
            job.id(),
            job.version());
    return new Write(job.id(), touch, List.of(statement), List.of());
  }

  /** Applies the update only if the job was not written since then. */
  public JobUpdate onlyIfUnchangedSince(Instant updatedAt) {
    this.unchangedSince = updatedAt;
    return this;
  }

  /** To be called once, after everything is set. */
  public Write write() {
    if (job.conversation() != null && state.hasOutcome()) {
      then.addAll(TurnQueue.end(job, now));
      wakes.add(new Write.Wake(WorkSignal.queue(job.kind().first(), job.account()), now));
    }
    List<String> assignments = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    columns.forEach(
        (column, value) -> {
          assignments.add(column + " = " + value.text());
          values.addAll(value.values());
        });
    values.addAll(List.of(now, job.id(), job.version()));
    String text =
        "update job set "
            + String.join(", ", assignments)
            + ", owner = null, version = version + 1, updated_at = ?"
            + " where id = ? and version = ?";
    if (unchangedSince != null) {
      text += " and updated_at = ?";
      values.add(unchangedSince);
    }
    return new Write(job.id(), new Sql(text, values), then, spend.deltas(), wakes, measure);
  }
}
