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
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;

/** Plans the replay of deliveries under their existing ids, at no cost. */
final class ReplayDeliveries {

  private static final String RETRY =
      "update delivery set state = 'pending', due_at = ?, owner = null, version = version + 1,"
          + " claims = 0, attempts = 0, cause = null, updated_at = ? where job_id = ? and sink = ?"
          + " and state = ?";

  private final JdbcTemplate jdbc;

  ReplayDeliveries(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The deliveries to repeat.
   *
   * @param sink the only sink that is delivered to again; null for all
   */
  record Repeat(Deliveries which, String sink) {
    private boolean includes(Row row) {
      return (sink == null || sink.equals(row.sink()))
          && (row.state() == DeliveryState.DEAD
              || which == Deliveries.ALL && row.state() == DeliveryState.DELIVERED);
    }

    private String nothing() {
      if (sink != null) {
        return "The job has no delivery to this sink that has ended.";
      }
      return which == Deliveries.ALL
          ? "The job has no deliveries that have ended."
          : "None of the job's deliveries is dead; see its timeline.";
    }
  }

  private record Row(String sink, DeliveryState state) {}

  Plan plan(Job job, Order order, Repeat repeat, Predicate<String> kept, Instant now)
      throws OrderRefused {
    if (!job.state().hasOutcome()) {
      throw OrderRefused.byState("The job has no result yet, so there is nothing to deliver.");
    }
    List<Row> all =
        Sql.of("select sink, state from delivery where job_id = ? order by sink", job.id())
            .query(
                jdbc,
                (row, n) -> new Row(row.getString(1), DeliveryState.fromColumn(row.getString(2))));
    List<Row> repeated = all.stream().filter(repeat::includes).toList();
    if (repeated.isEmpty()) {
      throw OrderRefused.byState(repeat.nothing());
    }
    OrderableJob.requireKept(
        jdbc,
        job,
        JobRows.RESULT,
        kept,
        "The result of the job is no longer in the media store; see rivya.media.keep.");
    JobState state = job.state() == JobState.DONE ? JobState.DELIVERING : job.state();
    JobUpdate update = new JobUpdate(job, now).to(state);
    if (repeated.stream().anyMatch(row -> row.state() == DeliveryState.DELIVERED)) {
      update.set("open_deliveries", open(all, repeated));
    }
    for (Row row : repeated) {
      update.then(Sql.of(RETRY, now, now, job.id(), row.sink(), row.state().column()));
      update.wakes().add(new Write.Wake(WorkSignal.queue(job.flow(), row.sink()), now));
    }
    String sinks = String.join(", ", repeated.stream().map(Row::sink).toList());
    return ReplayJob.plan(
        update,
        job,
        state,
        order.describe("Replayed", "Delivering again to " + sinks + "; nothing is paid."),
        OrderCost.NONE,
        now);
  }

  /** Dead deliveries count as open. */
  private static int open(List<Row> all, List<Row> repeated) {
    return all.stream()
        .filter(row -> row.state() != DeliveryState.DELIVERED || repeated.contains(row))
        .toList()
        .size();
  }
}
