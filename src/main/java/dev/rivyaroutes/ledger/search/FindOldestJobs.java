package dev.rivyaroutes.ledger.search;

import com.github.f4b6a3.ulid.Ulid;
import dev.rivyaroutes.ledger.job.JobState;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the oldest job of a flow that has no outcome yet: by one look into an index a state. */
@Component
public class FindOldestJobs {

  private static final String OLDEST =
      Stream.of(JobState.values())
          .filter(state -> !state.hasOutcome())
          .map(
              state ->
                  "select min(id) as id from job where flow = :flow and state = '"
                      + state.column()
                      + "'")
          .collect(Collectors.joining(" union all "));

  private final JdbcClient jdbc;

  public FindOldestJobs(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** When it arrived; empty if all have an outcome. */
  public Optional<Instant> arrival(String flow) {
    return jdbc.sql("select min(id) from (" + OLDEST + ") as oldest")
        .param("flow", flow)
        .query(String.class)
        .optional()
        .map(Ulid::getInstant);
  }
}
