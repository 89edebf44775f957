package dev.rivyaroutes.ledger.orders;

import dev.rivyaroutes.ledger.audit.Action;
import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.JobUpdate;
import dev.rivyaroutes.ledger.orders.OrderRefused.Why;
import dev.rivyaroutes.ledger.outbox.Outbox;
import java.time.Clock;
import java.util.function.Predicate;
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
    ALL
  }

  /** An update that is ready to be committed, and its result. */
  record Plan(JobUpdate update, OrderResult result) {}

  private interface Planner {
    Plan plan(OrderableJob found) throws OrderRefused;
  }

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final CancelJob cancel;
  private final ReplayJob replay;
  private final ReplayDeliveries deliver;
  private final RecordOrders refused;
  private final Clock clock;

  public OrderJobs(GroupCommit commit, JdbcTemplate jdbc, Outbox outbox, Clock clock) {
    this.commit = commit;
    this.jdbc = jdbc;
    this.cancel = new CancelJob(outbox);
    this.replay = new ReplayJob(jdbc);
    this.deliver = new ReplayDeliveries(jdbc);
    this.refused = new RecordOrders(commit, clock);
    this.clock = clock;
  }

  /**
   * Cancels a job that has no result yet. A task that is running at Rivya is still paid for.
   *
   * @throws OrderRefused if the job has ended, has its result, or its paid call may be in flight
   */
  public OrderResult cancel(String jobId, Order order) throws OrderRefused {
    return execute(
        jobId, order, Action.CANCEL, found -> cancel.plan(found, order, clock.instant()));
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
    return execute(
        jobId,
        order,
        deliveries == null ? Action.REPLAY : Action.REDELIVER,
        found -> {
          if (deliveries == null && found.job().state() != JobState.DELIVERING) {
            return replay.plan(found, order, kept, clock.instant());
          }
          Deliveries which = deliveries == null ? Deliveries.DEAD : deliveries;
          return deliver.plan(found.job(), order, which, kept, clock.instant());
        });
  }

  private OrderResult execute(String jobId, Order order, Action action, Planner planner)
      throws OrderRefused {
    try {
      return attempt(jobId, order, action, planner);
    } catch (OrderRefused e) {
      if (e.why() != Why.UNKNOWN_JOB) {
        refused.refused(order, action, jobId, e.getMessage());
      }
      throw e;
    }
  }

  private OrderResult attempt(String jobId, Order order, Action action, Planner planner)
      throws OrderRefused {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      OrderableJob found =
          OrderableJob.read(jdbc, jobId, order.sees())
              .orElseThrow(
                  () -> new OrderRefused(Why.UNKNOWN_JOB, "There is no job " + jobId + "."));
      Plan plan = planner.plan(found);
      String text = plan.result().text();
      plan.update().then(order.done(action, jobId, text, clock.instant()));
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
