package dev.rivyaroutes.ledger.search;

import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.Visibility;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts jobs for display, without locks. */
@Component
public class CountJobs {
  private static final String NEWEST =
      "select (select max(id) from job_event) as event, (select max(id) from audit) as orders,"
          + " (select max(updated_at) from bulk_order) as bulk_orders,"
          + " (select max(id) from quarantine) as messages,"
          + " (select max(received_at) from event) as events,"
          + " (select max(id) from flow_version) as flows";

  private final JdbcClient jdbc;

  public CountJobs(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The number of jobs that arrived since then, by flow and status as users see it. */
  public Map<String, Map<String, Long>> byFlowSince(Instant since, Visibility sees) {
    Map<String, Map<String, Long>> counts = new HashMap<>();
    Sql query =
        Sql.of("select flow, state, count(*) as jobs from job where id > ?", JobRows.firstId(since))
            .and(sees.onJob())
            .and(Sql.of(" group by flow, state"));
    jdbc.sql(query.text())
        .params(query.values())
        .query(
            row -> {
              String status = JobState.fromColumn(row.getString("state")).userStatus();
              counts
                  .computeIfAbsent(row.getString("flow"), flow -> new HashMap<>())
                  .merge(status, row.getLong("jobs"), Long::sum);
            });
    return counts;
  }

  /** The jobs with an event after this one, as far as their visibility is concerned. */
  public List<Changed> changedAfter(long event) {
    return jdbc.sql(
            "select distinct flow, source, caller from job_event join job"
                + " on job.id = job_event.job_id where job_event.id > :event")
        .param("event", event)
        .query((row, n) -> new Changed(row.getString(1), row.getString(2), row.getString(3)))
        .list();
  }

  /** Whose jobs have changed. */
  public record Changed(String flow, String source, String caller) {
    public boolean isVisible(Visibility sees) {
      return sees.includes(flow, source, caller);
    }
  }

  /**
   * What has changed last.
   *
   * @param event the id of the newest event of any job, which grows with every change; 0 if none
   * @param others a text that changes with orders, bulk orders, messages, events and flows
   */
  public record Newest(long event, String others) {}

  public Newest newest() {
    return jdbc.sql(NEWEST)
        .query(
            (row, n) -> {
              long event = row.getLong("event");
              String others =
                  Stream.of(
                          row.getString("orders"),
                          row.getString("bulk_orders"),
                          row.getString("messages"),
                          row.getString("events"),
                          row.getString("flows"))
                      .map(String::valueOf)
                      .collect(Collectors.joining(" "));
              return new Newest(event, others);
            })
        .single();
  }
}
