package dev.rivyaroutes.ledger.search;

import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.outbox.Sinks;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Finds the last thing that went wrong for good in a flow, by indexes and without locks. */
@Component
public class FindLastErrors {

  private static final String FAILED =
      "select id, cause, updated_at from job where flow = ? and state = 'failed'"
          + " order by id desc limit 1";

  private static final String DEAD =
      "select job_id, cause, updated_at from delivery"
          + " where state <> 'delivered' and state = 'dead' and flow = ? and sink = ?"
          + " order by due_at desc, id desc limit 1";

  private final JdbcTemplate jdbc;
  private final Sinks sinks;

  public FindLastErrors(JdbcTemplate jdbc, Sinks sinks) {
    this.jdbc = jdbc;
    this.sinks = sinks;
  }

  /**
   * An error.
   *
   * @param what what failed, in a few words
   * @param text why; null if it is not recorded
   * @param job the job that it is about; null if it is about none
   */
  public record LastError(String what, Instant at, String text, String job) {}

  /**
   * The newest failed job, or the newest dead delivery if that is later; empty if there is none.
   */
  public Optional<LastError> of(String flow) {
    Optional<LastError> failed =
        Sql.of(FAILED, flow)
            .first(
                jdbc,
                (row, n) ->
                    new LastError(
                        "A job failed",
                        Columns.instant(row, "updated_at"),
                        row.getString("cause"),
                        row.getString("id")));
    Stream<LastError> dead = sinks.names(flow).stream().flatMap(sink -> dead(flow, sink).stream());
    return Stream.concat(failed.stream(), dead).max(Comparator.comparing(LastError::at));
  }

  private Optional<LastError> dead(String flow, String sink) {
    return Sql.of(DEAD, flow, sink)
        .first(
            jdbc,
            (row, n) ->
                new LastError(
                    "A delivery to sink " + sink + " is dead",
                    Columns.instant(row, "updated_at"),
                    row.getString("cause"),
                    row.getString("job_id")));
  }
}
