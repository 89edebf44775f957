package dev.rivyaroutes.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One outcome of a claimed job in the making: the guarded update, and what follows from it. */
final class Change {

  private final Job job;
  private final Instant now;
  private final Map<String, Object> columns = new LinkedHashMap<>();
  private final List<Sql> then = new ArrayList<>();
  private final List<Tally> tallies = new ArrayList<>();
  private final List<Write.Wake> wakes = new ArrayList<>();
  private JobState state;

  Change(Job job, Instant now) {
    this.job = job;
    this.now = now;
  }

  Change set(String column, Object value) {
    columns.put(column, value);
    return this;
  }

  Change to(JobState state) {
    this.state = state;
    return set("state", state.column());
  }

  /** The loop that goes on with it, and when. */
  Change stage(Stage stage, Instant dueAt) {
    if (stage != null) {
      wakes.add(new Write.Wake(WorkSignal.queue(stage, job.account()), dueAt));
    }
    return set("stage", stage == null ? null : stage.column()).set("due_at", dueAt);
  }

  Change rest() {
    return stage(null, now);
  }

  /** All is well: no cause, and the counters begin anew. */
  Change mended() {
    set("claims", 0).set("attempts", 0);
    return set("trouble", null).set("code", null).set("cause", null);
  }

  Change because(Cause cause) {
    set("trouble", cause.trouble().word()).set("code", cause.code());
    return set("cause", cause.text());
  }

  Change event(Cause cause, String text) {
    return then(Timeline.event(job.id(), now, state.column(), job.attempts() + 1, cause, text));
  }

  /** Rivya tells what it has reserved: this is held in place of the estimate. */
  Change holds(BigDecimal reserved) {
    if (job.hold() != null && reserved != null) {
      tally(reserved.subtract(job.hold().credits()), BigDecimal.ZERO);
      set("held_credits", reserved);
    }
    return this;
  }

  /** What the job holds is free again, and so much is spent. */
  Change settle(BigDecimal spent) {
    if (job.hold() != null) {
      tally(job.hold().credits().negate(), spent);
      set("held_credits", null).set("held_day", null);
    }
    return this;
  }

  /** What the job holds counts as spent, since nobody can tell that it is not. */
  Change settleAsHeld() {
    return settle(job.hold() == null ? null : job.hold().credits());
  }

  private void tally(BigDecimal reserved, BigDecimal spent) {
    tallies.add(new Tally(job.account(), job.flow(), job.hold().day(), reserved, spent));
  }

  Change then(Sql sql) {
    then.add(sql);
    return this;
  }

  List<Sql> then() {
    return then;
  }

  List<Write.Wake> wakes() {
    return wakes;
  }

  Write write() {
    List<Object> values = new ArrayList<>(columns.values());
    values.add(now);
    values.add(job.id());
    values.add(job.version());
    String text =
        "update job set "
            + String.join(" = ?, ", columns.keySet())
            + " = ?, owner = null, version = version + 1, updated_at = ?"
            + " where id = ? and version = ?";
    return new Write(job.id(), new Sql(text, values), then, tallies, wakes);
  }
}
