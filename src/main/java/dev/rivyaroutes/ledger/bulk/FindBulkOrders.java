package dev.rivyaroutes.ledger.bulk;

import dev.rivyaroutes.ledger.commit.Sql;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads bulk orders for display, without locks. */
@Component
public class FindBulkOrders {

  private final JdbcTemplate jdbc;

  public FindBulkOrders(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  public Optional<BulkOrder> byId(String id) {
    return Sql.of("select * from bulk_order where id = ?", id).first(jdbc, BulkRows::read);
  }

  public Optional<BulkOrder> byName(String name) {
    return Sql.of("select * from bulk_order where name = ?", name).first(jdbc, BulkRows::read);
  }

  /**
   * The newest bulk orders, newest first.
   *
   * @param state only those of this state; null for any
   * @param before only those with a smaller id; null for the newest
   */
  public List<BulkOrder> newest(String state, String before, int limit) {
    return Sql.of("select * from bulk_order where 1 = 1")
        .andIf(" and state = ?", state)
        .andIf(" and id < ?", before)
        .and(Sql.of(" order by id desc limit ?", limit))
        .query(jdbc, BulkRows::read);
  }

  /**
   * The jobs of a bulk order, the oldest first.
   *
   * @param state only those of this state
   * @param after only jobs with a greater id; null for the first
   */
  public List<BulkItem> items(String id, BulkItem.State state, String after, int limit) {
    return Sql.of(
            "select job_id, state, reason from bulk_item where bulk_id = ? and state = ?"
                + " and job_id > ? order by job_id limit ?",
            id,
            state.column(),
            after == null ? "" : after,
            limit)
        .query(
            jdbc,
            (row, n) ->
                new BulkItem(
                    row.getString("job_id"),
                    BulkItem.State.fromColumn(row.getString("state")),
                    row.getString("reason")));
  }
}
