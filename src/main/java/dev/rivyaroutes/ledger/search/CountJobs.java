package dev.rivyaroutes.ledger.search;

import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.JobState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts jobs for display, without locks. */
@Component
public class CountJobs {
  private final JdbcClient jdbc;

  public CountJobs(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The number of jobs that arrived since then, by flow and status as users see it. */
  public Map<String, Map<String, Long>> byFlowSince(Instant since) {
    Map<String, Map<String, Long>> counts = new HashMap<>();
    jdbc.sql("select flow, state, count(*) as jobs from job where id > :after group by flow, state")
        .param("after", JobRows.firstId(since))
        .query(
            row -> {
              String status = JobState.fromColumn(row.getString("state")).userStatus();
              counts
                  .computeIfAbsent(row.getString("flow"), flow -> new HashMap<>())
                  .merge(status, row.getLong("jobs"), Long::sum);
            });
    return counts;
  }

  /** The id of the newest event of any job, which grows with every change; empty if none. */
  public Optional<Long> newestEvent() {
    return jdbc.sql("select max(id) from job_event").query(Long.class).optional();
  }
}
