package dev.rivyaroutes.ledger.orders;

import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.DeliveryState;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.JobUpdate;
import dev.rivyaroutes.ledger.orders.OrderJobs.Deliveries;
import dev.rivyaroutes.ledger.orders.PlanOrders.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;

/** Plans the replay of deliveries under their existing ids, at no cost. */
final class ReplayDeliveries {

  private static final String RETRY =
      "update delivery set state = 'pending', due_at = ?, owner = null, version = version + 1,"
          + " claims = 0, attempts = 0, cause = null, updated_at = ? where job_id = ? and state = ?";

  private final JdbcTemplate jdbc;

  ReplayDeliveries(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  private record Row(String sink, DeliveryState state) {}

  Plan plan(Job job, Order order, Deliveries which, Predicate<String> kept, Instant now)
      throws OrderRefused {
    if (!job.state().hasOutcome()) {
      throw OrderRefused.byState("The job has no result yet, so there is nothing to deliver.");
    }
    List<Row> all =
        Sql.of("select sink, state from delivery where job_id = ? order by sink", job.id())
            .query(
                jdbc,
                (row, n) -> new Row(row.getString(1), DeliveryState.fromColumn(row.getString(2))));
    Set<DeliveryState> ended =
        which == Deliveries.ALL
            ? Set.of(DeliveryState.DEAD, DeliveryState.DELIVERED)
            : Set.of(DeliveryState.DEAD);
    List<String> sinks =
        all.stream().filter(row -> ended.contains(row.state())).map(Row::sink).toList();
    if (sinks.isEmpty()) {
      throw OrderRefused.byState(
          which == Deliveries.ALL
              ? "The job has no deliveries that have ended."
              : "None of the job's deliveries is dead; see its timeline.");
    }
    OrderableJob.requireKept(
        jdbc,
        job,
        JobRows.RESULT,
        kept,
        "The result of the job is no longer in the media store; see rivya.media.keep.");
    JobState state = job.state() == JobState.DONE ? JobState.DELIVERING : job.state();
    JobUpdate update = new JobUpdate(job, now).to(state);
    if (which == Deliveries.ALL) {
      update.set("open_deliveries", all.size());
    }
    ended.forEach(one -> update.then(Sql.of(RETRY, now, now, job.id(), one.column())));
    sinks.forEach(
        sink -> update.wakes().add(new Write.Wake(WorkSignal.queue(job.flow(), sink), now)));
    return ReplayJob.plan(
        update,
        job,
        state,
        order.describe(
            "Replayed", "Delivering again to " + String.join(", ", sinks) + "; nothing is paid."),
        OrderCost.NONE,
        now);
  }
}
