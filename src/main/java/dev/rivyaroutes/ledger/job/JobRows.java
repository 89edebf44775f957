package dev.rivyaroutes.ledger.job;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;
import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.Sql;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;

/** Reads jobs, and the content of many jobs at once. */
public final class JobRows {

  public static final String REFERENCE = "reference";
  public static final String RESULT = "result";

  /** The condition of jobs that have ended and have nothing left to deliver. */
  public static final String ENDED =
      "state in ('done', 'failed', 'cancelled') and open_deliveries = 0 and not untold";

  public static final String COLUMNS =
      "id, flow, source_key, source_name, account, model, kind, conversation, streamed, state, version, attempts,"
          + " claims, sent_at, submitted_at, task_id, event_at, created_at,"
          + " estimated_credits, reserved_credits, final_credits, held_credits, held_day, trouble, code,"
          + " cause, request_id, flow_version";

  private final JdbcTemplate jdbc;

  public JobRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  public static Job read(ResultSet row) throws SQLException {
    return new Job(
        new JobIdentity(
            row.getString("id"),
            row.getString("source_key"),
            row.getString("source_name"),
            row.getString("conversation"),
            Columns.instant(row, "created_at")),
        target(row),
        new JobClaim(
            JobState.fromColumn(row.getString("state")),
            row.getLong("version"),
            row.getInt("attempts")),
        new Submission(
            Columns.instant(row, "sent_at"),
            row.getBoolean("streamed"),
            Columns.instant(row, "submitted_at"),
            row.getString("task_id"),
            Columns.instant(row, "event_at")),
        credits(row),
        reservation(row),
        cause(row),
        null);
  }

  public static JobTarget target(ResultSet row) throws SQLException {
    return new JobTarget(
        row.getString("flow"),
        row.getString("account"),
        row.getString("model"),
        JobKind.fromColumn(row.getString("kind")),
        row.getString("flow_version"));
  }

  public static JobCredits credits(ResultSet row) throws SQLException {
    return new JobCredits(
        Columns.credits(row, "estimated_credits"),
        Columns.credits(row, "reserved_credits"),
        Columns.credits(row, "final_credits"));
  }

  private static Reservation reservation(ResultSet row) throws SQLException {
    BigDecimal credits = Columns.credits(row, "held_credits");
    return credits == null ? null : new Reservation(credits, Columns.day(row, "held_day"));
  }

  public static Cause cause(ResultSet row) throws SQLException {
    Trouble trouble = Trouble.fromColumn(row.getString("trouble"));
    return trouble == null
        ? null
        : new Cause(
            trouble, row.getString("code"), row.getString("cause"), row.getString("request_id"));
  }

  /** Adds the texts, and the files of one role, to jobs. */
  public List<Job> withContent(List<Job> jobs, String role) {
    if (jobs.isEmpty()) {
      return jobs;
    }
    List<String> ids = jobs.stream().map(Job::id).toList();
    Map<String, List<JobFile>> files = files(ids, role);
    Map<String, JobContent> contents = new HashMap<>();
    jdbc.query(
        "select * from job_content where job_id = any(?)",
        row -> {
          String id = row.getString("job_id");
          contents.put(
              id,
              new JobContent(
                  row.getString("source_id"),
                  row.getString("prompt"),
                  row.getString("params"),
                  row.getString("client_request_id"),
                  new PreparedRequest(row.getString("idempotency_key"), row.getString("request")),
                  row.getString("result"),
                  ReturnAddress.fromColumn(row.getString("return_address")),
                  files.getOrDefault(id, List.of())));
        },
        array(ids));
    return jobs.stream().map(job -> job.withContent(contents.get(job.id()))).toList();
  }

  private Map<String, List<JobFile>> files(List<String> ids, String role) {
    Map<String, List<JobFile>> files = new HashMap<>();
    jdbc.query(
        "select * from job_file where job_id = any(?) and role = ? order by n",
        row -> {
          files
              .computeIfAbsent(row.getString("job_id"), id -> new ArrayList<>())
              .add(
                  new JobFile(
                      row.getInt("n"),
                      row.getString("name"),
                      row.getString("content_type"),
                      row.getString("kind"),
                      row.getLong("size"),
                      row.getString("sha256"),
                      row.getString("url")));
        },
        array(ids),
        role);
    return files;
  }

  public static Sql insertFile(String jobId, String role, JobFile file) {
    return Sql.of(
        "insert into job_file (job_id, role, n, name, content_type, kind, size, sha256, url,"
            + " beside) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        jobId,
        role,
        file.n(),
        file.name(),
        file.contentType(),
        file.kind(),
        file.size(),
        file.sha256(),
        file.url(),
        file.beside());
  }

  /**
   * A list of ids as one value for {@code = any(?)}, so that the text of the statement is fixed.
   */
  public static SqlArrayValue array(Collection<String> ids) {
    return new SqlArrayValue("varchar", ids.toArray());
  }

  /** The ids of rows since then are greater. */
  public static String firstId(Instant at) {
    return Ulid.min(Math.max(0, at.toEpochMilli())).toString();
  }

  /** A new id that sorts after all earlier ones. */
  public static String newId(Instant now) {
    return UlidCreator.getMonotonicUlid(now.toEpochMilli()).toString();
  }
}
