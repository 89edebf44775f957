package dev.rivyaroutes.ledger.bulk;

import dev.rivyaroutes.ledger.bulk.BulkItem.State;
import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.orders.OrderKind;
import dev.rivyaroutes.ledger.orders.OrderMany;
import dev.rivyaroutes.ledger.orders.OrderMany.Prepared;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Orders a batch of jobs. The order of a job and its row in the bulk order are one commit, which
 * holds only while the bulk order runs and the job waits: no job is ordered twice, whoever crashes
 * or was frozen.
 */
final class OrderBatch {

  private static final String WAITS =
      "exists (select 1 from bulk_item i join bulk_order b on b.id = i.bulk_id where i.bulk_id = ?"
          + " and i.job_id = ? and i.state = 'waiting' and b.state = 'running')";

  private static final String GONE = "The job was deleted after its retention.";

  private final GroupCommit commit;
  private final FindBulkOrders find;
  private final OrderMany orders;

  OrderBatch(GroupCommit commit, FindBulkOrders find, OrderMany orders) {
    this.commit = commit;
    this.find = find;
    this.orders = orders;
  }

  /** What became of the jobs of a batch; those that are in neither wait on. */
  record Ordered(long jobs, Map<String, Long> skipped) {}

  /**
   * @param most how many jobs may be ordered
   */
  Ordered order(BulkOrder bulk, long most, Predicate<String> kept) {
    List<String> ids =
        find.items(bulk.id(), State.WAITING, null, (int) most).stream()
            .map(BulkItem::jobId)
            .toList();
    List<Prepared> prepared = orders.prepare(ids, bulk.given(), kept);
    List<Write> writes = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    for (Prepared one : prepared) {
      if (!one.isNotNow()) {
        String reason = one.refused() == null ? null : one.refused().rule();
        writes.add(reason == null ? order(bulk, one) : skip(bulk, one.jobId(), reason));
        reasons.add(reason);
      }
    }
    List<String> known = prepared.stream().map(Prepared::jobId).toList();
    for (String id : ids) {
      if (!known.contains(id)) {
        writes.add(skip(bulk, id, GONE));
        reasons.add(GONE);
      }
    }
    return count(commit.write(writes), reasons);
  }

  private static Write order(BulkOrder bulk, Prepared one) {
    State state = bulk.request().kind() == OrderKind.CANCEL ? State.SUCCEEDED : State.OPEN;
    Sql item =
        Sql.of(
            "update bulk_item set state = ? where bulk_id = ? and job_id = ?",
            state.column(),
            bulk.id(),
            one.jobId());
    return one.write().onlyIf(Sql.of(WAITS, bulk.id(), one.jobId()), List.of(item));
  }

  private static Write skip(BulkOrder bulk, String jobId, String reason) {
    return new Write(
        jobId,
        Sql.of(
            "update bulk_item set state = 'skipped', reason = ? where bulk_id = ? and job_id = ?"
                + " and state = 'waiting' and "
                + WAITS,
            Cause.truncated(reason),
            bulk.id(),
            jobId,
            bulk.id(),
            jobId));
  }

  private static Ordered count(List<Boolean> written, List<String> reasons) {
    long jobs = 0;
    Map<String, Long> skipped = new TreeMap<>();
    for (int i = 0; i < written.size(); i++) {
      if (written.get(i) && reasons.get(i) == null) {
        jobs++;
      } else if (written.get(i)) {
        BulkPlan.count(reasons.get(i), skipped);
      }
    }
    return new Ordered(jobs, skipped);
  }
}
