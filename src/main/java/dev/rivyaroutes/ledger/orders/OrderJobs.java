package dev.rivyaroutes.ledger.orders;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.orders.OrderRefused.Why;
import dev.rivyaroutes.ledger.orders.PlanOrders.Plan;
import dev.rivyaroutes.ledger.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Executes the orders of people, completely or not at all. An order is committed under the version
 * of the job: if the job changes meanwhile, the order is planned again. Work in progress on the job
 * then finds its outcome refused. The timeline records each order with its author, and the audit
 * also each one that was refused, unless there is no such job.
 */
@Component
public final class OrderJobs {

  private static final Logger LOG = LoggerFactory.getLogger(OrderJobs.class);
  private static final int ATTEMPTS = 5;

  /** The deliveries that an order replays: the dead ones, or all that have ended. */
  public enum Deliveries {
    DEAD,
    ALL;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static boolean isKnown(String word) {
      return Stream.of(values()).anyMatch(one -> one.word().equals(word));
    }

    public static Deliveries of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final PlanOrders plans;
  private final RecordOrders refused;
  private final Clock clock;

  public OrderJobs(GroupCommit commit, JdbcTemplate jdbc, Outbox outbox, Clock clock) {
    this.commit = commit;
    this.jdbc = jdbc;
    this.plans = new PlanOrders(jdbc, outbox);
    this.refused = new RecordOrders(commit, clock);
    this.clock = clock;
  }

  /**
   * Cancels a job that has no result yet. A task that is running at Rivya is still paid for.
   *
   * @throws OrderRefused if the job has ended, has its result, or its paid call may be in flight
   */
  public OrderResult cancel(String jobId, Order order) throws OrderRefused {
    return execute(jobId, OrderKind.CANCEL, null, order, sha256 -> true);
  }

  /**
   * Lets a parked job continue with what Rivya has of it; never under a new key.
   *
   * @throws OrderRefused if it is not parked, or may have been paid for already
   */
  public OrderResult release(String jobId, Order order, Predicate<String> kept)
      throws OrderRefused {
    return execute(jobId, OrderKind.RELEASE, null, order, kept);
  }

  /**
   * Retries a job, or its dead deliveries if it has a result. A retry is sent under a new
   * idempotency key and paid for again, unless it is certain that the old key can be used.
   *
   * @param deliveries replays only deliveries, at no cost; null selects what the job's state needs
   * @param kept whether the media store has the bytes with this SHA-256, and will keep them
   * @throws OrderRefused if there is nothing to replay, or the needed bytes are no longer stored
   */
  public OrderResult replay(
      String jobId, Order order, Deliveries deliveries, Predicate<String> kept)
      throws OrderRefused {
    OrderKind kind = deliveries == null ? OrderKind.REPLAY : OrderKind.REDELIVER;
    return execute(jobId, kind, deliveries, order, kept);
  }

  /**
   * Repeats the delivery to one sink, at no cost.
   *
   * @throws OrderRefused if there is none that has ended, or the needed bytes are no longer stored
   */
  public OrderResult redeliver(String jobId, String sink, Order order, Predicate<String> kept)
      throws OrderRefused {
    return execute(
        jobId,
        OrderKind.REDELIVER,
        order,
        (found, now) -> plans.redeliver(found, sink, order, kept, now));
  }

  private interface Planning {
    Plan plan(OrderableJob found, Instant now) throws OrderRefused;
  }

  private OrderResult execute(
      String jobId, OrderKind kind, Deliveries deliveries, Order order, Predicate<String> kept)
      throws OrderRefused {
    return execute(
        jobId, kind, order, (found, now) -> plans.plan(found, kind, deliveries, order, kept, now));
  }

  private OrderResult execute(String jobId, OrderKind kind, Order order, Planning planning)
      throws OrderRefused {
    try {
      return attempt(jobId, kind, order, planning);
    } catch (OrderRefused e) {
      if (e.why() != Why.UNKNOWN_JOB) {
        refused.refused(order, kind.action(), jobId, e.getMessage());
      }
      throw e;
    }
  }

  private OrderResult attempt(String jobId, OrderKind kind, Order order, Planning planning)
      throws OrderRefused {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      OrderableJob found =
          OrderableJob.read(jdbc, jobId, order.sees())
              .orElseThrow(
                  () -> new OrderRefused(Why.UNKNOWN_JOB, "There is no job " + jobId + "."));
      Instant now = clock.instant();
      Plan plan = planning.plan(found, now);
      String text = plan.result().text();
      plan.update().then(order.done(kind.action(), jobId, text, now));
      if (commit.write(plan.update().write())) {
        LOG.info("Job {}: {}", jobId, text);
        return plan.result();
      }
    }
    throw new OrderRefused(
        Why.NOT_NOW,
        "The order was not executed, because the job is changing too often at this moment. Send it"
            + " again.");
  }
}
