package dev.rivyaroutes.ledger.search;

import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.ReturnAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the briefs of accepted jobs. It only queries, also on a connection that may only read. */
public final class ReadPastBriefs {
  private static final String SELECT =
      "select j.*, c.prompt, c.params, c.client_request_id, c.brief, c.conversation_name,"
          + " c.return_address, c.source_id, c.omitted_text"
          + " from job j join job_content c on c.job_id = j.id where ";

  private static final String NEWEST =
      SELECT
          + "(j.trouble is null or j.trouble <> 'brief') and j.account is not null"
          + " order by j.id desc limit ?";

  private final JdbcTemplate jdbc;

  public ReadPastBriefs(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** The newest first. */
  public List<PastBrief> read(int most) {
    return jdbc.query(NEWEST, (row, n) -> withoutReferences(row), most).stream()
        .map(this::withReferences)
        .toList();
  }

  /** The brief of a job; empty if there is no such job. */
  public Optional<PastBrief> ofJob(String id) {
    return jdbc.query(SELECT + "j.id = ?", (row, n) -> withoutReferences(row), id).stream()
        .findFirst()
        .map(this::withReferences);
  }

  private static PastBrief withoutReferences(ResultSet row) throws SQLException {
    return new PastBrief(
        row.getString("id"),
        JobRows.target(row),
        row.getString("source"),
        row.getString("caller"),
        row.getString("source_name"),
        JobRows.credits(row),
        new PastBrief.Texts(
            row.getString("prompt"),
            row.getString("params"),
            row.getString("client_request_id"),
            row.getString("brief"),
            row.getString("conversation_name"),
            ReturnAddress.fromColumn(row.getString("return_address")),
            row.getString("source_id"),
            row.getString("omitted_text")),
        List.of());
  }

  private PastBrief withReferences(PastBrief brief) {
    List<JobFile> files =
        jdbc.query(
            "select * from job_file where job_id = ? and role = ? order by n",
            (row, n) ->
                new JobFile(
                    row.getInt("n"),
                    row.getString("name"),
                    row.getString("content_type"),
                    row.getString("kind"),
                    row.getLong("size"),
                    row.getString("sha256"),
                    row.getString("url"),
                    row.getString("beside")),
            brief.id(),
            JobRows.REFERENCE);
    return new PastBrief(
        brief.id(),
        brief.target(),
        brief.source(),
        brief.caller(),
        brief.sourceName(),
        brief.credits(),
        brief.texts(),
        files);
  }
}
