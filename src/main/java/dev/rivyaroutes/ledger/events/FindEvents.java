package dev.rivyaroutes.ledger.events;

import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads the events of accounts for display, newest first. */
@Component
public class FindEvents {

  private static final String NEWEST =
      "select event_id, type, task_id, status, received_at, applied_at,"
          + " (select min(id) from job where job.task_id = event.task_id"
          + " and job.account = event.account) as job_id"
          + " from event where account = ?";

  /** Events of the same moment are told apart by their ids. */
  private static final String BEFORE =
      " and (received_at, event_id) < (select received_at, event_id from event"
          + " where account = ? and event_id = ?)";

  private final JdbcTemplate jdbc;

  public FindEvents(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** What an event did. */
  public enum Verdict {
    /** The job was settled from it. */
    SETTLED("settled the job"),
    /** The job was made due, so that Rivya was asked. */
    POLLED("had Rivya asked"),
    /** No job has its task: it was known before, or it is of another program. */
    NO_JOB("no job waits for it"),
    /** Such as a test event. */
    NO_TASK("is about no generation");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String text() {
      return text;
    }
  }

  /**
   * An event.
   *
   * @param taskId null if it is about no generation
   * @param status the status of the task that it tells; may be null
   * @param appliedAt when the job was settled from it; null if it was not
   * @param jobId the job of the task; null if there is none
   */
  public record ReceivedEvent(
      String id,
      String type,
      String taskId,
      String status,
      Instant receivedAt,
      Instant appliedAt,
      String jobId) {

    public Verdict verdict() {
      if (taskId == null) {
        return Verdict.NO_TASK;
      }
      return jobId == null ? Verdict.NO_JOB : appliedAt == null ? Verdict.POLLED : Verdict.SETTLED;
    }
  }

  /**
   * @param before only events older than this one; null for the newest
   */
  public List<ReceivedEvent> newest(String account, String before, int limit) {
    return Sql.of(NEWEST, account)
        .and(before == null ? Sql.of("") : Sql.of(BEFORE, account, before))
        .and(Sql.of(" order by received_at desc, event_id desc limit ?", limit))
        .query(
            jdbc,
            (row, n) ->
                new ReceivedEvent(
                    row.getString("event_id"),
                    row.getString("type"),
                    row.getString("task_id"),
                    row.getString("status"),
                    Columns.instant(row, "received_at"),
                    Columns.instant(row, "applied_at"),
                    row.getString("job_id")));
  }
}
