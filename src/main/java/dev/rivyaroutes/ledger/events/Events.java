package dev.rivyaroutes.ledger.events;

import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Timeline;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The webhook events of all accounts, recorded once each by the unique keys of the table. An event
 * and the task id of its job are committed independently and in any order; each reads the other
 * after its own commit, so that the second one finds the first.
 */
@Component
public final class Events {

  private static final String INSERT =
      "insert into event (account, event_id, task_id, type, status, received_at, generation)"
          + " select ?, ?, ?, ?, ?, ?, ? where not exists"
          + " (select 1 from event where account = ? and event_id = ?) and not exists"
          + " (select 1 from event where account = ? and task_id = ? and status = ?)";

  /** A claimed job stays claimed; its outcome takes the new time of the event into account. */
  private static final String WAKE =
      "update job set event_at = ?, due_at = case when owner is null and due_at > ?"
          + " then ? else due_at end"
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

  private record Recorded(String taskId, String type, Instant receivedAt) {}

  private record Waiting(String id, String state, int attempts) {}

  /**
   * Commits an event and makes the job of its task due now. A repeated event changes nothing,
   * unless the program crashed before it made the job due.
   *
   * @return whether it is new
   * @throws LedgerUnavailable if it is unknown whether the event was committed; Rivya sends it
   *     again
   */
  public boolean record(NewEvent event) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    boolean isNew = commit.write(insert(event, now));
    if (event.taskId() != null) {
      if (isNew) {
        wake(event.account(), new Recorded(event.taskId(), event.type(), now));
      } else {
        unapplied(event).ifPresent(recorded -> wake(event.account(), recorded));
      }
    }
    return isNew;
  }

  /** Makes a job due if an event arrived before its task id was committed. */
  public void wakeForEarlierEvent(String account, String taskId) {
    newest("account = ? and task_id = ?", account, taskId)
        .ifPresent(recorded -> wake(account, recorded));
  }

  /** The outcome of a task according to its events; empty if they report none or several. */
  public Optional<String> findOutcome(String account, String taskId) {
    List<String> outcomes =
        jdbc.queryForList(
            "select generation from event"
                + " where account = ? and task_id = ? and status in ('succeeded', 'failed')",
            String.class,
            account,
            taskId);
    return outcomes.size() == 1 ? Optional.ofNullable(outcomes.get(0)) : Optional.empty();
  }

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
    return new Write(event.account() + "/" + event.id(), guard);
  }

  private Optional<Recorded> unapplied(NewEvent event) {
    return newest(
        "account = ? and task_id = ? and event_id = ? and applied_at is null",
        event.account(),
        event.taskId(),
        event.id());
  }

  private Optional<Recorded> newest(String condition, Object... values) {
    return Sql.of(
            "select task_id, type, received_at from event where "
                + condition
                + " order by received_at desc limit 1",
            values)
        .first(
            jdbc,
            (row, n) ->
                new Recorded(
                    row.getString(1), row.getString(2), Columns.instant(row, "received_at")));
  }

  private void wake(String account, Recorded event) {
    for (Waiting job : waiting(account, event.taskId())) {
      Instant at = event.receivedAt();
      Sql guard = Sql.of(WAKE, at, at, at, job.id(), account, event.taskId(), at);
      String text = "Rivya sent the event " + event.type();
      Sql note = Timeline.event(job.id(), at, job.state(), job.attempts(), null, text);
      Write.Wake wake = new Write.Wake(WorkSignal.queue(Stage.POLL, account), at);
      commit.write(new Write(job.id(), guard, List.of(note), List.of(wake)));
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
