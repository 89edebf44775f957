package dev.rivyaroutes.ledger.orders;

import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.JobUpdate;
import dev.rivyaroutes.ledger.orders.CancelJob.Plan;
import dev.rivyaroutes.ledger.orders.OrderJobs.Deliveries;
import dev.rivyaroutes.ledger.orders.OrderRefused.Why;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;

/** Makes deliveries of an outcome due again, under the ids that they have; nothing is paid. */
final class ReplayDeliveries {

  private static final Set<JobState> WITH_OUTCOME =
      Set.of(JobState.DELIVERING, JobState.DONE, JobState.FAILED, JobState.CANCELLED);

  private final JdbcTemplate jdbc;

  ReplayDeliveries(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  private record Row(String sink, String state) {}

  Plan plan(Job job, Order order, Deliveries which, Predicate<String> kept, Instant now)
      throws OrderRefused {
    if (!WITH_OUTCOME.contains(job.state())) {
      throw refused("The job has no result yet, so there is nothing to deliver again.");
    }
    List<Row> all =
        jdbc.query(
            "select sink, state from delivery where job_id = ? order by sink",
            (row, n) -> new Row(row.getString(1), row.getString(2)),
            job.id());
    Set<String> states = which == Deliveries.ALL ? Set.of("dead", "delivered") : Set.of("dead");
    List<String> sinks =
        all.stream().filter(row -> states.contains(row.state())).map(Row::sink).toList();
    if (sinks.isEmpty()) {
      throw refused(
          which == Deliveries.ALL
              ? "The job has no deliveries that could be made again."
              : "None of the job's deliveries is dead; see its timeline.");
    }
    requireKept(job, kept);
    JobState state = job.state() == JobState.DONE ? JobState.DELIVERING : job.state();
    JobUpdate change = new JobUpdate(job, now).to(state);
    if (which == Deliveries.ALL) {
      change.set("open_deliveries", all.size());
    }
    for (String dead : states) {
      change.then(
          Sql.of(
              "update delivery set state = 'pending', due_at = ?, owner = null,"
                  + " version = version + 1, claims = 0, attempts = 0, cause = null, updated_at = ?"
                  + " where job_id = ? and state = ?",
              now,
              now,
              job.id(),
              dead));
    }
    sinks.forEach(
        sink -> change.wakes().add(new Write.Wake(WorkSignal.queue(job.flow(), sink), now)));
    String text =
        order.describe(
            "Replayed", "Delivered again to " + String.join(", ", sinks) + "; nothing is paid.");
    return ReplayJob.told(change, job, state, text, now);
  }

  private void requireKept(Job job, Predicate<String> kept) throws OrderRefused {
    for (String sha256 : OrderableJob.files(jdbc, job.id(), JobRows.RESULT)) {
      if (!kept.test(sha256)) {
        throw new OrderRefused(
            Why.MEDIA_GONE,
            "The media store keeps the result of this job no longer; see rivya.media.keep.");
      }
    }
  }

  private static OrderRefused refused(String text) {
    return new OrderRefused(Why.STATE, text);
  }
}
