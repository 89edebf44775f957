package dev.rivyaroutes.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads jobs for people. It changes nothing and takes no locks. */
@Component
public class FindJobs {
  private static final String COLUMNS =
      "select id, flow, state, source_name, account, model, task_id, trouble, code, cause,"
          + " estimated_credits, reserved_credits, final_credits, created_at, updated_at,"
          + " finished_at from job";

  private final JdbcClient jdbc;
  private final ReadJobDetails details;

  FindJobs(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.details = new ReadJobDetails(jdbc);
  }

  /** The newest jobs of a search, newest first. */
  public List<JobSummary> search(JobSearch search) {
    if (search.flows() != null && search.flows().isEmpty()) {
      return List.of();
    }
    List<String> conditions = new ArrayList<>(List.of("1 = 1"));
    Map<String, Object> values = new HashMap<>();
    if (search.flows() != null) {
      add(conditions, values, "flow in (:flows)", "flows", List.copyOf(search.flows()));
    }
    if (search.flow() != null) {
      add(conditions, values, "flow = :flow", "flow", search.flow());
    }
    if (search.status() != null) {
      add(conditions, values, "state in (:states)", "states", search.states());
    }
    if (search.before() != null) {
      add(conditions, values, "id < :before", "before", search.before());
    }
    if (search.words() != null) {
      conditions.add(
          "(id = :id or source_key = :key or task_id = :words"
              + " or lower(source_name) like :part escape '!')");
      values.put("id", search.words().toUpperCase(Locale.ROOT));
      values.put("key", SourceKey.of(search.words()));
      values.put("words", search.words());
      values.put("part", "%" + escaped(search.words().toLowerCase(Locale.ROOT)) + "%");
    }
    return jdbc.sql(
            COLUMNS
                + " where "
                + String.join(" and ", conditions)
                + " order by id desc fetch first "
                + search.limit()
                + " rows only")
        .params(values)
        .query(FindJobs::summary)
        .list();
  }

  /** One job with all that belongs to it. */
  public Optional<JobDetails> byId(String id) {
    return jdbc.sql(COLUMNS + " where id = :id")
        .param("id", id)
        .query(FindJobs::summary)
        .optional()
        .map(details::read);
  }

  /** The flow of a job. */
  public Optional<String> flowOf(String id) {
    return jdbc.sql("select flow from job where id = :id")
        .param("id", id)
        .query(String.class)
        .optional();
  }

  /** One result file of a job. */
  public Optional<JobFile> result(String id, int n) {
    return details.results(id).stream().filter(file -> file.n() == n).findFirst();
  }

  private static JobSummary summary(ResultSet row, int n) throws SQLException {
    JobState state = JobState.fromColumn(row.getString("state"));
    Trouble trouble = Trouble.fromColumn(row.getString("trouble"));
    return new JobSummary(
        row.getString("id"),
        row.getString("flow"),
        state.userStatus(),
        state.column(),
        row.getString("source_name"),
        row.getString("account"),
        row.getString("model"),
        row.getString("task_id"),
        trouble == null || row.getString("cause") == null
            ? null
            : new Cause(trouble, row.getString("code"), row.getString("cause"), null),
        row.getBigDecimal("estimated_credits"),
        row.getBigDecimal("reserved_credits"),
        row.getBigDecimal("final_credits"),
        time(row, "created_at"),
        time(row, "updated_at"),
        time(row, "finished_at"));
  }

  static Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static void add(
      List<String> conditions,
      Map<String, Object> values,
      String condition,
      String name,
      Object value) {
    conditions.add(condition);
    values.put(name, value);
  }

  private static String escaped(String part) {
    return part.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }
}
