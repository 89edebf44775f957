package dev.rivyaroutes.ledger.bulk;

import dev.rivyaroutes.ledger.bulk.BulkItem.State;
import dev.rivyaroutes.ledger.commit.Sql;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** Counts the jobs of a bulk order, after a process crashed between their commits and its own. */
final class CountItems {

  private CountItems() {}

  private record Row(State state, String reason, long jobs) {}

  static BulkProgress count(JdbcTemplate jdbc, String bulkId) {
    Map<State, Long> counts = new EnumMap<>(State.class);
    Map<String, Long> skipped = new TreeMap<>();
    Sql.of(
            "select state, reason, count(*) as jobs from bulk_item where bulk_id = ?"
                + " group by state, reason",
            bulkId)
        .query(
            jdbc,
            (row, n) ->
                new Row(
                    State.fromColumn(row.getString("state")),
                    row.getString("reason"),
                    row.getLong("jobs")))
        .forEach(
            row -> {
              if (row.state() == State.SKIPPED) {
                skipped.merge(row.reason(), row.jobs(), Long::sum);
              } else {
                counts.merge(row.state(), row.jobs(), Long::sum);
              }
            });
    return new BulkProgress(
        counts.getOrDefault(State.WAITING, 0L),
        counts.getOrDefault(State.OPEN, 0L),
        counts.getOrDefault(State.SUCCEEDED, 0L),
        counts.getOrDefault(State.FAILED, 0L),
        skipped);
  }
}
