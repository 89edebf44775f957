package dev.rivyaroutes.ledger.search;

import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.DeliveryState;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.Trouble;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the details of a job: its texts, timeline, deliveries and results. */
final class ReadJobDetails {
  private final JdbcClient jdbc;

  ReadJobDetails(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The timeline is read last, so that it explains every state that is shown. */
  JobDetails read(JobSummary job) {
    JobDetails.Texts texts = texts(job);
    List<JobDetails.DeliveryStatus> deliveries = deliveries(job.id());
    List<JobFile> references = files(job.id(), JobRows.REFERENCE);
    List<JobFile> results = files(job.id(), JobRows.RESULT);
    Rest rest = rest(job.id());
    JobDetails.Replays replays = new JobDetails.Replays(rest.replayOf(), replaysOf(job.id()));
    return new JobDetails(
        job, texts, timeline(job.id()), deliveries, references, results, replays, rest.nextAt());
  }

  private JobDetails.Texts texts(JobSummary job) {
    return jdbc.sql(
            "select source_id, prompt, params, client_request_id, conversation_name, result,"
                + " omitted_text from job_content where job_id = :id")
        .param("id", job.id())
        .query(
            (row, n) ->
                new JobDetails.Texts(
                    row.getString("source_id"),
                    row.getString("prompt"),
                    row.getString("params"),
                    row.getString("client_request_id"),
                    row.getString("conversation_name"),
                    job.kind() == JobKind.CHAT ? row.getString("result") : null,
                    row.getString("omitted_text")))
        .single();
  }

  private List<JobDetails.Event> timeline(String id) {
    return query(
        "select at, state, attempt, trouble, code, text, request_id from job_event"
            + " where job_id = :id order by id",
        id,
        (row, n) -> {
          Trouble trouble = Trouble.fromColumn(row.getString("trouble"));
          String text = row.getString("text");
          Cause cause =
              trouble == null
                  ? null
                  : new Cause(trouble, row.getString("code"), text, row.getString("request_id"));
          return new JobDetails.Event(
              Columns.instant(row, "at"),
              row.getString("state"),
              row.getInt("attempt"),
              cause,
              cause == null ? text : null);
        });
  }

  /** What the row of a job has besides its summary. */
  private record Rest(String replayOf, Instant nextAt) {}

  private Rest rest(String id) {
    return jdbc.sql("select replay_of, stage, owner, due_at from job where id = :id")
        .param("id", id)
        .query(
            (row, n) -> {
              boolean waits = row.getString("stage") != null && row.getString("owner") == null;
              return new Rest(
                  row.getString("replay_of"), waits ? Columns.instant(row, "due_at") : null);
            })
        .optional()
        .orElse(new Rest(null, null));
  }

  private List<String> replaysOf(String id) {
    return query(
        "select id from job where replay_of = :id order by id limit 1000",
        id,
        (row, n) -> row.getString(1));
  }

  private List<JobDetails.DeliveryStatus> deliveries(String id) {
    return query(
        "select id, sink, state, attempts, due_at, delivered_to, cause, updated_at from delivery"
            + " where job_id = :id order by sink",
        id,
        (row, n) ->
            new JobDetails.DeliveryStatus(
                row.getString("id"),
                row.getString("sink"),
                row.getString("state"),
                row.getInt("attempts"),
                DeliveryState.PENDING.column().equals(row.getString("state"))
                    ? Columns.instant(row, "due_at")
                    : null,
                row.getString("delivered_to"),
                row.getString("cause"),
                Columns.instant(row, "updated_at")));
  }

  List<JobFile> files(String id, String role) {
    return query(
        "select n, name, content_type, kind, size, sha256, url from job_file"
            + " where job_id = :id and role = '"
            + role
            + "' order by n",
        id,
        (row, n) ->
            new JobFile(
                row.getInt("n"),
                row.getString("name"),
                row.getString("content_type"),
                row.getString("kind"),
                row.getLong("size"),
                row.getString("sha256"),
                row.getString("url")));
  }

  private <T> List<T> query(String sql, String id, RowMapper<T> row) {
    return jdbc.sql(sql).param("id", id).query(row).list();
  }
}
