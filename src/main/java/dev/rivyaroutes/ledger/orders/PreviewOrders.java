package dev.rivyaroutes.ledger.orders;

import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.outbox.Outbox;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Says what orders would do to a job as it is now, and what they would cost. It changes nothing.
 */
@Component
public final class PreviewOrders {

  private final JdbcTemplate jdbc;
  private final PlanOrders plans;
  private final Clock clock;

  public PreviewOrders(JdbcTemplate jdbc, Outbox outbox, Clock clock) {
    this.jdbc = jdbc;
    this.plans = new PlanOrders(jdbc, outbox);
    this.clock = clock;
  }

  /**
   * An order that the job allows.
   *
   * @param effect what it does, in words
   */
  public record Preview(OrderKind kind, OrderCost cost, String effect) {}

  /**
   * The orders that the job allows, without those about its deliveries.
   *
   * @param kept whether the media store has the bytes with this SHA-256
   */
  public List<Preview> of(String jobId, Visibility sees, Predicate<String> kept) {
    List<Preview> allowed = new ArrayList<>();
    OrderableJob.read(jdbc, jobId, sees)
        .ifPresent(
            job -> {
              // A replay of such a job is one of its deliveries.
              boolean replayable = job.job().state() != JobState.DELIVERING;
              if (!add(job, OrderKind.RELEASE, kept, allowed) && replayable) {
                add(job, OrderKind.REPLAY, kept, allowed);
              }
              add(job, OrderKind.CANCEL, kept, allowed);
            });
    return allowed;
  }

  private boolean add(
      OrderableJob job, OrderKind kind, Predicate<String> kept, List<Preview> allowed) {
    try {
      PlanOrders.Plan plan = plans.plan(job, kind, null, Order.PREVIEW, kept, clock.instant());
      return allowed.add(new Preview(kind, plan.cost(), plan.result().text()));
    } catch (OrderRefused e) {
      return false;
    }
  }
}
