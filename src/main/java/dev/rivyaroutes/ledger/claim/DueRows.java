package dev.rivyaroutes.ledger.claim;

import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** The due times of the rows of a queue, read over the index of the queue. */
final class DueRows {

  private final JdbcTemplate jdbc;
  private final String table;
  private final String queue;
  private final String order;

  /**
   * @param queue the condition of a queue, with a placeholder for each of its values
   * @param order the columns of the index
   */
  DueRows(JdbcTemplate jdbc, String table, String queue, String order) {
    this.jdbc = jdbc;
    this.table = table;
    this.queue = queue;
    this.order = order;
  }

  boolean hasDue(Instant now, String... values) {
    return first("<=", now, values, (row, n) -> true).isPresent();
  }

  Optional<Instant> nextDue(Instant now, String... values) {
    return first(">", now, values, (row, n) -> Columns.instant(row, "due_at"));
  }

  private <T> Optional<T> first(String due, Instant now, String[] values, RowMapper<T> row) {
    List<Object> all = new ArrayList<>(List.of(values));
    all.add(now);
    return new Sql(
            "select due_at from %s where %s and due_at %s ? order by %s limit 1"
                .formatted(table, queue, due, order),
            all)
        .first(jdbc, row);
  }
}
