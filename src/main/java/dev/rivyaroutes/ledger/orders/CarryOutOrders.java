package dev.rivyaroutes.ledger.orders;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.orders.CancelJob.Plan;
import dev.rivyaroutes.ledger.orders.OrderRefused.Why;
import dev.rivyaroutes.ledger.outbox.Outbox;
import java.time.Clock;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Carries orders out under the fence of the job's version: when the job changes between the look
 * and the write, the order is judged anew.
 */
@Component
public final class CarryOutOrders implements OrderJobs {

  private static final Logger LOG = LoggerFactory.getLogger(CarryOutOrders.class);
  private static final int LOOKS = 5;

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final CancelJob cancel;
  private final ReplayJob replay;
  private final ReplayDeliveries deliver;
  private final Clock clock;

  public CarryOutOrders(GroupCommit commit, JdbcTemplate jdbc, Outbox outbox, Clock clock) {
    this.commit = commit;
    this.jdbc = jdbc;
    this.cancel = new CancelJob(outbox);
    this.replay = new ReplayJob(jdbc);
    this.deliver = new ReplayDeliveries(jdbc);
    this.clock = clock;
  }

  /** What an order makes of a job as it is now. */
  private interface Planner {
    Plan plan(OrderableJob found) throws OrderRefused;
  }

  @Override
  public OrderResult cancel(String jobId, Order order) throws OrderRefused {
    return carryOut(jobId, found -> cancel.plan(found, order, clock.instant()));
  }

  @Override
  public OrderResult replay(String jobId, Order order, Deliveries which, Predicate<String> kept)
      throws OrderRefused {
    return carryOut(
        jobId,
        found -> {
          boolean delivering = found.job().state() == JobState.DELIVERING;
          if (which == null && !delivering) {
            return replay.plan(found, order, kept, clock.instant());
          }
          Deliveries deliveries = which == null ? Deliveries.DEAD : which;
          return deliver.plan(found.job(), order, deliveries, kept, clock.instant());
        });
  }

  private OrderResult carryOut(String jobId, Planner planner) throws OrderRefused {
    for (int look = 0; look < LOOKS; look++) {
      OrderableJob found =
          OrderableJob.read(jdbc, jobId)
              .orElseThrow(
                  () -> new OrderRefused(Why.UNKNOWN_JOB, "There is no job " + jobId + "."));
      Plan plan = planner.plan(found);
      if (commit.write(plan.change().write())) {
        LOG.info("Job {}: {}", jobId, plan.ordered().text());
        return plan.ordered();
      }
    }
    throw new OrderRefused(
        Why.NOT_NOW, "The job changes too quickly at this moment. Send the order again.");
  }
}
