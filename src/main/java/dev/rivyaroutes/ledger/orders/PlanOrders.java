package dev.rivyaroutes.ledger.orders;

import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.JobUpdate;
import dev.rivyaroutes.ledger.orders.OrderJobs.Deliveries;
import dev.rivyaroutes.ledger.orders.ReplayDeliveries.Repeat;
import dev.rivyaroutes.ledger.outbox.Outbox;
import java.time.Instant;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;

/** Plans what an order does to a job as it is now, or says why the order is refused. */
final class PlanOrders {

  private final CancelJob cancel;
  private final ReplayJob replay;
  private final ReplayDeliveries deliver;

  PlanOrders(JdbcTemplate jdbc, Outbox outbox) {
    this.cancel = new CancelJob(outbox);
    this.replay = new ReplayJob(jdbc);
    this.deliver = new ReplayDeliveries(jdbc);
  }

  /** An update that is ready to be committed, its result, and what it costs. */
  record Plan(JobUpdate update, OrderResult result, OrderCost cost) {}

  /**
   * @param deliveries the deliveries to repeat; null selects what the job's state needs
   * @param kept whether the media store has the bytes with this SHA-256, and will keep them
   */
  Plan plan(
      OrderableJob found,
      OrderKind kind,
      Deliveries deliveries,
      Order order,
      Predicate<String> kept,
      Instant now)
      throws OrderRefused {
    return switch (kind) {
      case CANCEL -> cancel.plan(found, order, now);
      case RELEASE -> replay.planRelease(found, order, kept, now);
      case REDELIVER -> redeliver(found, deliveries, order, kept, now);
      case REPLAY ->
          deliveries == null && found.job().state() != JobState.DELIVERING
              ? replay.plan(found, order, kept, now)
              : redeliver(found, deliveries, order, kept, now);
    };
  }

  private Plan redeliver(
      OrderableJob found, Deliveries deliveries, Order order, Predicate<String> kept, Instant now)
      throws OrderRefused {
    Deliveries which = deliveries == null ? Deliveries.DEAD : deliveries;
    return deliver.plan(found.job(), order, new Repeat(which, null), kept, now);
  }

  /** Repeats the delivery to one sink, dead or delivered. */
  Plan redeliver(OrderableJob found, String sink, Order order, Predicate<String> kept, Instant now)
      throws OrderRefused {
    return deliver.plan(found.job(), order, new Repeat(Deliveries.ALL, sink), kept, now);
  }
}
