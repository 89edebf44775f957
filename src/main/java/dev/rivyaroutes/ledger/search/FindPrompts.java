package dev.rivyaroutes.ledger.search;

import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.job.JobRows;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Finds the beginnings of prompts, by which people recognise jobs whose briefs have no name. */
@Component
public class FindPrompts {

  private static final String BEGINNINGS =
      "select job_id, substr(prompt, 1, 300) as beginning from job_content"
          + " where prompt is not null and job_id = any(?)";

  private final JdbcTemplate jdbc;

  public FindPrompts(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  private record Beginning(String job, String text) {}

  /** By the ids of the jobs; a job without a prompt is left out. */
  public Map<String, String> beginnings(Collection<String> jobs) {
    return jobs.isEmpty()
        ? Map.of()
        : Sql.of(BEGINNINGS, JobRows.array(jobs))
            .query(jdbc, (row, n) -> new Beginning(row.getString(1), row.getString(2)))
            .stream()
            .collect(Collectors.toMap(Beginning::job, Beginning::text));
  }
}
