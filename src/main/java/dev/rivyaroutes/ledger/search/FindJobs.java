package dev.rivyaroutes.ledger.search;

import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.Visibility;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads jobs for display, without locks. */
@Component
public class FindJobs {
  private static final int BATCH = 200;

  private final JdbcClient jdbc;
  private final ReadJobDetails details;

  public FindJobs(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.details = new ReadJobDetails(jdbc);
  }

  /** The jobs of {@link #find}. */
  public List<JobSummary> search(JobSearch search) {
    return find(search).jobs();
  }

  /**
   * The newest jobs of a search, newest first. Where no index serves it, only so many jobs are read
   * at once, and the search goes on before the last of them.
   */
  public FoundJobs find(JobSearch search) {
    SearchQuery query = SearchQuery.of(search);
    if (query == null) {
      return new FoundJobs(List.of(), null);
    }
    List<JobSummary> ofTask = search.isForWordsOnly() ? ofTask(search) : List.of();
    if (!ofTask.isEmpty()) {
      return new FoundJobs(ofTask, null);
    }
    List<JobSummary> jobs =
        jdbc.sql(query.text()).params(query.values()).query(FindJobs::summary).list();
    return new FoundJobs(
        jobs, query.window() == null || jobs.size() == search.limit() ? null : windowEnd(query));
  }

  /** An index has Rivya's ids, so that the job of one is found among all. */
  private List<JobSummary> ofTask(JobSearch search) {
    Sql query =
        Sql.of(SearchQuery.COLUMNS + " where task_id = ?", search.text())
            .and(search.sees().onJob());
    return jdbc.sql(query.text()).params(query.values()).query(FindJobs::summary).list();
  }

  private String windowEnd(SearchQuery query) {
    return jdbc.sql(query.windowEnd())
        .params(query.values())
        .query(String.class)
        .optional()
        .orElse(null);
  }

  /** A job; empty if there is none of this id, or the caller may not see it. */
  public Optional<JobDetails> byId(String id, Visibility sees) {
    Sql query = Sql.of(SearchQuery.COLUMNS + " where id = ?", id).and(sees.onJob());
    return jdbc.sql(query.text())
        .params(query.values())
        .query(FindJobs::summary)
        .optional()
        .map(details::read);
  }

  /** The statuses of jobs as users see them, by id; unknown jobs are left out. */
  public Map<String, String> statusOf(Collection<String> ids) {
    List<String> all = List.copyOf(new HashSet<>(ids));
    Map<String, String> found = new HashMap<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      jdbc.sql("select id, state from job where id in (:ids)")
          .param("ids", all.subList(from, Math.min(all.size(), from + BATCH)))
          .query(
              row -> {
                JobState state = JobState.fromColumn(row.getString("state"));
                found.put(row.getString("id"), state.userStatus());
              });
    }
    return found;
  }

  /** Whether there is a job of this id that the caller may see. */
  public boolean exists(String id, Visibility sees) {
    Sql query = Sql.of("select id from job where id = ?", id).and(sees.onJob());
    return jdbc.sql(query.text()).params(query.values()).query(String.class).optional().isPresent();
  }

  /** The exact bytes of its request as text; empty if it was never sent. */
  public Optional<String> requestOf(String id) {
    return jdbc.sql("select request from job_content where job_id = :id and request is not null")
        .param("id", id)
        .query(String.class)
        .optional();
  }

  public Optional<JobFile> result(String id, int n) {
    return file(id, JobRows.RESULT, n);
  }

  public Optional<JobFile> reference(String id, int n) {
    return file(id, JobRows.REFERENCE, n);
  }

  private Optional<JobFile> file(String id, String role, int n) {
    return details.files(id, role).stream().filter(file -> file.n() == n).findFirst();
  }

  private static JobSummary summary(ResultSet row, int n) throws SQLException {
    return new JobSummary(
        row.getString("id"),
        JobRows.target(row),
        new JobSummary.Submitter(
            row.getString("source"), row.getString("caller"), row.getString("source_name")),
        row.getString("state"),
        row.getString("task_id"),
        JobRows.cause(row),
        JobRows.credits(row),
        new JobSummary.Times(
            Columns.instant(row, "created_at"),
            Columns.instant(row, "updated_at"),
            Columns.instant(row, "finished_at")));
  }
}
