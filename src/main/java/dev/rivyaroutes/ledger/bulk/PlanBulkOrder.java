package dev.rivyaroutes.ledger.bulk;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.orders.OrderMany;
import dev.rivyaroutes.ledger.orders.OrderMany.Prepared;
import dev.rivyaroutes.ledger.search.FindJobs;
import dev.rivyaroutes.ledger.search.FoundJobs;
import dev.rivyaroutes.ledger.search.JobSummary;
import dev.rivyaroutes.ledger.search.SearchTerms;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Fixes the jobs of a bulk order, from the newest that had arrived when it was asked for to the
 * oldest. A batch of jobs, and how far the search has come, are one commit.
 */
final class PlanBulkOrder {
  private static final int BATCH = 500;

  private final GroupCommit commit;
  private final FindJobs jobs;
  private final OrderMany orders;
  private final Clock clock;

  PlanBulkOrder(GroupCommit commit, FindJobs jobs, OrderMany orders, Clock clock) {
    this.commit = commit;
    this.jobs = jobs;
    this.orders = orders;
    this.clock = clock;
  }

  /** Finds a batch and releases the claim. */
  void step(BulkOrder bulk) {
    Clock asked = Clock.fixed(bulk.createdAt(), ZoneOffset.UTC);
    String before = bulk.row().readTo() == null ? bulk.id() : bulk.row().readTo();
    FoundJobs read =
        jobs.find(SearchTerms.parse(bulk.request().filter()).search(null, before, BATCH, asked));
    List<String> ids = read.jobs().stream().map(JobSummary::id).toList();
    String readTo = ids.size() == BATCH ? ids.get(BATCH - 1) : read.readTo();
    List<Prepared> found = orders.prepare(ids, bulk.given(), sha256 -> true);
    List<Sql> items =
        found.stream()
            .filter(BulkPlan::willRun)
            .map(
                one ->
                    Sql.of(
                        "insert into bulk_item (bulk_id, job_id, state) values (?, ?, 'waiting')",
                        bulk.id(),
                        one.jobId()))
            .toList();
    Instant now = clock.instant();
    Sql guard =
        Sql.of(
            "update bulk_order set read_to = ?, plan = ?, waiting = waiting + ?, state = ?,"
                + " owner = null, due_at = ?, version = version + 1, updated_at = ?"
                + " where id = ? and version = ? and state = 'planning'",
            readTo,
            BulkRows.json(bulk.plan().plus(found)),
            items.size(),
            (readTo == null ? BulkState.PLANNED : BulkState.PLANNING).column(),
            now,
            now,
            bulk.id(),
            bulk.row().version());
    commit.write(new Write(bulk.id(), guard, items, List.of()));
  }
}
