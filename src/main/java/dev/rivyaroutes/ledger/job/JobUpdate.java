package dev.rivyaroutes.ledger.job;

import dev.rivyaroutes.ledger.commit.SpendDelta;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.commit.Write;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One outcome of a claimed job in the making: the guarded update, and what follows from it. */
public final class JobUpdate {

  private static final String UNLESS_EVENT =
      "case when event_at is distinct from cast(? as timestamp(6) with time zone) then event_at"
          + " else cast(? as timestamp(6) with time zone) end";

  private final Job job;
  private final Instant now;
  private final Map<String, Sql> columns = new LinkedHashMap<>();
  private final List<Sql> then = new ArrayList<>();
  private final List<SpendDelta> tallies = new ArrayList<>();
  private final List<Write.Wake> wakes = new ArrayList<>();
  private JobState state;
  private Instant unwrittenSince;

  public JobUpdate(Job job, Instant now) {
    this.job = job;
    this.now = now;
  }

  public JobUpdate set(String column, Object value) {
    columns.put(column, Sql.of("?", value));
    return this;
  }

  public JobUpdate to(JobState state) {
    this.state = state;
    return set("state", state.column());
  }

  /** The loop that goes on with it, and when. */
  public JobUpdate stage(Stage stage, Instant dueAt) {
    if (stage != null) {
      wakes.add(new Write.Wake(WorkSignal.queue(stage, job.account()), dueAt));
    }
    return set("stage", stage == null ? null : stage.column()).set("due_at", dueAt);
  }

  /** The next look is due then, or at once where an event has come since the job was claimed. */
  public JobUpdate pollAt(Instant dueAt) {
    stage(Stage.POLL, dueAt);
    columns.put("due_at", Sql.of(UNLESS_EVENT, job.eventAt(), dueAt));
    return this;
  }

  public JobUpdate clearStage() {
    return stage(null, now);
  }

  /** All is well: no cause, and the counters begin anew. */
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

  /** So much is held from now on; null: as much as before, else what was expected. */
  public JobUpdate reserve(BigDecimal reserved) {
    Reservation before = job.reservation();
    BigDecimal credits = reserved == null ? reservedOrEstimated() : reserved;
    tally(before == null ? credits : credits.subtract(before.credits()), BigDecimal.ZERO);
    return set("held_credits", credits).set("held_day", day());
  }

  /** What the job holds is free again, and so much is spent. One that holds nothing is settled. */
  public JobUpdate settle(BigDecimal spent) {
    return job.reservation() == null ? this : recordSpent(spent);
  }

  /** What the job holds counts as spent, since nobody can tell that it is not. */
  public JobUpdate settleReserved() {
    return settle(reservedOrEstimated());
  }

  /**
   * Nobody will learn what the attempt cost: what Rivya made counts as held, what may have gone out
   * as expected, and what never left costs nothing.
   */
  public JobUpdate settleAbandoned(boolean inDoubt) {
    if (inDoubt) {
      return recordSpent(reservedOrEstimated());
    }
    return job.taskId() == null ? settle(BigDecimal.ZERO) : settleReserved();
  }

  /** So much is spent, whether or not anything was held. */
  public JobUpdate recordSpent(BigDecimal spent) {
    tally(
        job.reservation() == null ? BigDecimal.ZERO : job.reservation().credits().negate(), spent);
    return set("held_credits", null).set("held_day", null);
  }

  /** What it holds, or else was expected to cost. */
  public BigDecimal reservedOrEstimated() {
    BigDecimal credits =
        job.reservation() == null ? job.estimatedCredits() : job.reservation().credits();
    return credits == null ? BigDecimal.ZERO : credits;
  }

  private LocalDate day() {
    return job.reservation() == null
        ? LocalDate.ofInstant(now, ZoneOffset.UTC)
        : job.reservation().day();
  }

  private void tally(BigDecimal reserved, BigDecimal spent) {
    if (reserved.signum() != 0 || spent.signum() != 0) {
      tallies.add(new SpendDelta(job.account(), job.flow(), day(), reserved, spent));
    }
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

  /** Changes nothing, and only while the job is still this process's. */
  public static Sql touchIfOwned(Job job, Instant now) {
    return Sql.of(
        "update job set updated_at = ? where id = ? and version = ?", now, job.id(), job.version());
  }

  private boolean ends() {
    return switch (state) {
      case DELIVERING, DONE, FAILED, CANCELLED -> true;
      default -> false;
    };
  }

  /** The change is made only while nothing was written to the job since then. */
  public JobUpdate onlyIfUnchangedSince(Instant updatedAt) {
    this.unwrittenSince = updatedAt;
    return this;
  }

  /** To be called once, when nothing more is added. */
  public Write write() {
    if (job.conversation() != null && ends()) {
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
    values.add(now);
    values.add(job.id());
    values.add(job.version());
    String text =
        "update job set "
            + String.join(", ", assignments)
            + ", owner = null, version = version + 1, updated_at = ?"
            + " where id = ? and version = ?";
    if (unwrittenSince != null) {
      text += " and updated_at = ?";
      values.add(unwrittenSince);
    }
    return new Write(job.id(), new Sql(text, values), then, tallies, wakes);
  }
}
