package dev.rivyaroutes.ledger.orders;

import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.JobTarget;
import dev.rivyaroutes.ledger.orders.OrderJobs.Deliveries;
import dev.rivyaroutes.ledger.orders.OrderRefused.Why;
import dev.rivyaroutes.ledger.orders.PlanOrders.Plan;
import dev.rivyaroutes.ledger.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Prepares the same order for many jobs. Who calls this commits what it prepares. */
@Component
public final class OrderMany {

  private final JdbcTemplate jdbc;
  private final PlanOrders plans;
  private final Clock clock;

  public OrderMany(JdbcTemplate jdbc, Outbox outbox, Clock clock) {
    this.jdbc = jdbc;
    this.plans = new PlanOrders(jdbc, outbox);
    this.clock = clock;
  }

  /** An order as it is given to each job. */
  public record Given(OrderKind kind, Deliveries deliveries, Order order) {}

  /**
   * What the order does to a job.
   *
   * @param refused why it is refused; null if it is not
   * @param write the write of the job and of its audit row; null if it is refused
   */
  public record Prepared(
      String jobId, JobTarget target, OrderRefused refused, OrderCost cost, Write write) {

    /** Whether it may be carried out in a few seconds. */
    public boolean isNotNow() {
      return refused != null && refused.why() == Why.NOT_NOW;
    }
  }

  /**
   * Prepares the order for each of the jobs as they are now. Jobs that do not exist are left out.
   *
   * @param kept whether the media store has the bytes with this SHA-256, and will keep them
   */
  public List<Prepared> prepare(Collection<String> ids, Given given, Predicate<String> kept) {
    return OrderableJob.readAll(jdbc, ids).stream().map(job -> prepare(job, given, kept)).toList();
  }

  private Prepared prepare(OrderableJob found, Given given, Predicate<String> kept) {
    String id = found.job().id();
    Instant now = clock.instant();
    try {
      Plan plan = plans.plan(found, given.kind(), given.deliveries(), given.order(), kept, now);
      plan.update().then(given.order().done(given.kind().action(), id, plan.result().text(), now));
      return new Prepared(id, found.job().target(), null, plan.cost(), plan.update().write());
    } catch (OrderRefused e) {
      return new Prepared(id, found.job().target(), e, OrderCost.NONE, null);
    }
  }
}
