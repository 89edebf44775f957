package dev.rivyaroutes.ledger.bulk;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.lease.Leases;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** Claims bulk orders, so that one process at a time carries out a batch of each. */
final class ClaimBulkOrders {

  /** Paused and ended ones too, while jobs that they have ordered have not ended. */
  private static final String DUE =
      "select * from bulk_order where due_at <= ?"
          + " and (state in ('planning', 'running') or open > 0 or owner is not null)";

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final Leases leases;
  private final Clock clock;

  ClaimBulkOrders(GroupCommit commit, JdbcTemplate jdbc, Leases leases, Clock clock) {
    this.commit = commit;
    this.jdbc = jdbc;
    this.leases = leases;
    this.clock = clock;
  }

  /** Claims the one that waits longest; empty if there is none. */
  Optional<BulkOrder> claim() {
    Instant now = clock.instant();
    return claim(Sql.of(DUE + " order by due_at limit 5", now), now);
  }

  /** Claims this one; empty if it is not due, or another process has it. */
  Optional<BulkOrder> claim(String id) {
    Instant now = clock.instant();
    return claim(Sql.of(DUE + " and id = ?", now, id), now);
  }

  private Optional<BulkOrder> claim(Sql due, Instant now) {
    for (BulkOrder found : due.query(jdbc, BulkRows::read)) {
      Sql take =
          Sql.of(
              "update bulk_order set owner = ?, due_at = ?, version = version + 1 where id = ?"
                  + " and version = ?",
              leases.owner(),
              leases.unrenewedEndFrom(now),
              found.id(),
              found.row().version());
      if (commit.write(new Write(found.id(), take))) {
        return Optional.of(claimed(found));
      }
    }
    return Optional.empty();
  }

  private static BulkOrder claimed(BulkOrder found) {
    BulkOrder.Row row = found.row();
    return new BulkOrder(
        found.id(),
        found.request(),
        found.author(),
        found.status(),
        found.plan(),
        found.progress(),
        found.createdAt(),
        new BulkOrder.Row(
            row.version() + 1,
            row.interrupted(),
            row.readTo(),
            row.tried(),
            row.endedBefore(),
            row.failedBefore()));
  }

  /** Leaves a claim whose batch failed; whoever claims it next counts its jobs anew. */
  void postpone(BulkOrder claimed, Instant then) {
    Sql postpone =
        Sql.of(
            "update bulk_order set due_at = ? where id = ? and version = ?",
            then,
            claimed.id(),
            claimed.row().version());
    commit.write(new Write(claimed.id(), postpone, List.of(), List.of()));
  }
}
