package dev.rivyaroutes.ledger.bulk;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.lease.Leases;
import dev.rivyaroutes.ledger.orders.OrderMany;
import dev.rivyaroutes.ledger.search.FindJobs;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Moves bulk orders on by small steps, each under a claim. Whoever crashes within a step has
 * ordered some of its jobs and no job twice; the next process goes on with the others.
 */
@Component
public final class StepBulkOrders {

  private static final Duration AT_ONCE = Duration.ofSeconds(2);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

  private final FindBulkOrders find;
  private final ClaimBulkOrders claims;
  private final PlanBulkOrder plan;
  private final RunBulkOrder run;
  private final Clock clock;

  public StepBulkOrders(
      GroupCommit commit,
      JdbcTemplate jdbc,
      Leases leases,
      FindJobs jobs,
      FindBulkOrders find,
      OrderMany orders,
      BulkProperties settings,
      Clock clock) {
    this.find = find;
    this.claims = new ClaimBulkOrders(commit, jdbc, leases, clock);
    this.plan = new PlanBulkOrder(commit, jobs, orders, clock);
    this.run =
        new RunBulkOrder(commit, jdbc, new OrderBatch(commit, find, orders), settings, clock);
    this.clock = clock;
  }

  /**
   * Carries out a step of the bulk order that waits longest.
   *
   * @param kept whether the media store has the bytes with this SHA-256, and will keep them
   * @return whether one was due
   */
  public boolean step(Predicate<String> kept) {
    return step(claims.claim(), kept);
  }

  /** Finds the next of the jobs of this bulk order; false if it is not due, or has all. */
  public boolean plan(BulkOrder bulk) {
    return bulk.state() == BulkState.PLANNING && step(claims.claim(bulk.id()), sha256 -> true);
  }

  /** Finds the jobs of a new bulk order, as far as a caller can wait; the rest is found later. */
  public BulkOrder planNow(BulkOrder asked) {
    long end = System.nanoTime() + AT_ONCE.toNanos();
    BulkOrder bulk = asked;
    while (System.nanoTime() < end && plan(bulk)) {
      bulk = find.byId(asked.id()).orElse(bulk);
    }
    return bulk;
  }

  private boolean step(Optional<BulkOrder> claimed, Predicate<String> kept) {
    if (claimed.isEmpty()) {
      return false;
    }
    BulkOrder bulk = claimed.get();
    try {
      if (bulk.state() == BulkState.PLANNING) {
        plan.step(bulk);
      } else {
        run.step(bulk, kept);
      }
    } catch (RuntimeException e) {
      claims.postpone(bulk, clock.instant().plus(AFTER_FAILURE));
      throw e;
    }
    return true;
  }
}
