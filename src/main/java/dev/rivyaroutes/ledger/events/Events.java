package dev.rivyaroutes.ledger.events;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.Timeline;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The events of all accounts. The unique keys of the table are the once-only rule, over all
 * replicas. Event and task id are committed apart, in any order: who commits second finds the
 * first, since each looks for the other after its own commit.
 */
@Component
public final class Events implements KeepEvents {

  private static final String INSERT =
      "insert into event (account, event_id, task_id, type, status, received_at, generation)"
          + " select ?, ?, ?, ?, ?, ?, ? where not exists"
          + " (select 1 from event where account = ? and event_id = ?) and not exists"
          + " (select 1 from event where account = ? and task_id = ? and status = ?)";

  /** A claimed job is left to its claimer, whose outcome sees the new time of the event. */
  private static final String WAKE =
      "update job set event_at = ?, due_at = case when owner is null and due_at > ?"
          + " then cast(? as timestamp(6) with time zone) else due_at end"
          + " where id = ? and account = ? and task_id = ? and stage = 'poll'"
          + " and (event_at is null or event_at < ?)";

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final Clock clock;

  public Events(GroupCommit commit, JdbcTemplate jdbc, Clock clock) {
    this.commit = commit;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  private record Kept(String taskId, String type, Instant receivedAt) {}

  private record Waiting(String id, String state, int attempts) {}

  @Override
  public boolean record(NewEvent event) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    boolean fresh = commit.write(insert(event, now));
    if (event.taskId() != null) {
      if (fresh) {
        wake(event.account(), new Kept(event.taskId(), event.type(), now));
      } else {
        unapplied(event).ifPresent(kept -> wake(event.account(), kept));
      }
    }
    return fresh;
  }

  /** Makes a job due whose events came before its task id did. */
  public void wakeForEarlierEvent(String account, String taskId) {
    newest("account = ? and task_id = ?", account, taskId).ifPresent(kept -> wake(account, kept));
  }

  /** The end of a task as its events tell it; empty where they tell none, or more than one. */
  public Optional<String> findOutcome(String account, String taskId) {
    List<String> ends =
        jdbc.queryForList(
            "select generation from event"
                + " where account = ? and task_id = ? and status in ('succeeded', 'failed')",
            String.class,
            account,
            taskId);
    return ends.size() == 1 ? Optional.ofNullable(ends.get(0)) : Optional.empty();
  }

  /** What became of a task's events, when its job is settled behind them. */
  public static Sql markApplied(Job job, Instant now) {
    return Sql.of(
        "update event set applied_at = ? where account = ? and task_id = ? and applied_at is null",
        now,
        job.account(),
        job.taskId());
  }

  private static Write insert(NewEvent event, Instant now) {
    Sql guard =
        Sql.of(
            INSERT,
            event.account(),
            event.id(),
            event.taskId(),
            event.type(),
            event.status(),
            now,
            event.generation(),
            event.account(),
            event.id(),
            event.account(),
            event.taskId(),
            event.status());
    return new Write(event.account() + "/" + event.id(), guard, List.of(), List.of());
  }

  private Optional<Kept> unapplied(NewEvent event) {
    return newest(
        "account = ? and task_id = ? and event_id = ? and applied_at is null",
        event.account(),
        event.taskId(),
        event.id());
  }

  private Optional<Kept> newest(String condition, Object... values) {
    return jdbc
        .query(
            "select task_id, type, received_at from event where "
                + condition
                + " order by received_at desc fetch first 1 rows only",
            (row, n) ->
                new Kept(row.getString(1), row.getString(2), JobRows.instant(row, "received_at")),
            values)
        .stream()
        .findFirst();
  }

  private void wake(String account, Kept event) {
    for (Waiting job : waiting(account, event.taskId())) {
      Instant at = event.receivedAt();
      Sql guard = Sql.of(WAKE, at, at, at, job.id(), account, event.taskId(), at);
      String text = "Rivya sent the event " + event.type();
      Sql told = Timeline.event(job.id(), at, job.state(), job.attempts(), null, text);
      Write.Wake wake = new Write.Wake(WorkSignal.queue(Stage.POLL, account), at);
      commit.write(new Write(job.id(), guard, List.of(told), List.of(wake)));
    }
  }

  private List<Waiting> waiting(String account, String taskId) {
    return jdbc.query(
        "select id, state, attempts from job"
            + " where task_id = ? and account = ? and stage = 'poll'",
        (row, n) -> new Waiting(row.getString(1), row.getString(2), row.getInt(3)),
        taskId,
        account);
  }
}
