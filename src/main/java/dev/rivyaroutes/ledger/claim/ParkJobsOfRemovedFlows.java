package dev.rivyaroutes.ledger.claim;

import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.Timeline;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.outbox.Outbox;
import dev.rivyaroutes.ledger.outbox.Sinks;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Parks jobs that were not sent and whose flow no route file of this process declares, because they
 * would be paid for without a budget and without a sink. A replica whose files declare the flow
 * releases them again.
 */
@Component
public final class ParkJobsOfRemovedFlows {

  private static final int BATCH = 200;

  private static final String NEXT =
      "select "
          + JobRows.COLUMNS
          + " from job where id in (select id from job where %1$s and id > ? order by id"
          + " limit ?) and %1$s order by id for update skip locked";

  private static final String UNSENT =
      "stage in ('submit', 'turn') and (owner is null or due_at <= ?) and not (flow = any(?))";

  private static final String PARKED =
      "state = 'parked' and code = '" + Outbox.FLOW_GONE + "' and stage is null and flow = any(?)";

  private static final String PARK =
      "update job set state = 'parked', stage = null, owner = null, version = version + 1,"
          + " trouble = ?, code = ?, cause = ?, request_id = null, updated_at = ? where id = ?";

  private static final String RELEASE =
      "update job set state = ?, stage = ?, due_at = ?, version = version + 1, trouble = null,"
          + " code = null, cause = null, updated_at = ? where id = ?";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Sinks sinks;
  private final WorkSignal signal;
  private final Clock clock;

  public ParkJobsOfRemovedFlows(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Sinks sinks,
      WorkSignal signal,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.sinks = sinks;
    this.signal = signal;
    this.clock = clock;
  }

  /**
   * Parks the jobs that must not be sent, and returns how many, by flow. To be called once all
   * route files are loaded, and then regularly.
   */
  public Map<String, Integer> park() {
    sinks.markComplete();
    Map<String, Integer> parked = new TreeMap<>();
    for (Job job : each(UNSENT, this::park, true)) {
      parked.merge(job.flow(), 1, Integer::sum);
    }
    return parked;
  }

  /** Releases the parked jobs of all flows that are declared here, and returns how many. */
  public int release() {
    List<Job> released = each(PARKED, this::release, false);
    released.forEach(
        job -> signal.signal(WorkSignal.queue(job.kind().first(), job.account()), clock.instant()));
    return released.size();
  }

  private List<Job> each(String condition, BiConsumer<Job, Instant> step, boolean timed) {
    List<Job> all = new ArrayList<>();
    String last = "";
    List<Job> batch;
    do {
      String after = last;
      batch = transaction.execute(status -> batch(condition, step, timed, after));
      all.addAll(batch);
      last = batch.isEmpty() ? last : batch.get(batch.size() - 1).id();
    } while (!batch.isEmpty());
    return all;
  }

  private List<Job> batch(
      String condition, BiConsumer<Job, Instant> step, boolean timed, String after) {
    Instant now = clock.instant();
    Object flows = JobRows.array(sinks.flows());
    List<Object> values = timed ? List.of(now, flows) : List.of(flows);
    List<Object> all = new ArrayList<>(values);
    all.addAll(List.of(after, BATCH));
    all.addAll(values);
    List<Job> jobs =
        new Sql(NEXT.formatted(condition), all).query(jdbc, (row, n) -> JobRows.read(row));
    jobs.forEach(job -> step.accept(job, now));
    return jobs;
  }

  /** Whether this process must not send the job. */
  boolean isUndeclared(Job job) {
    return !sinks.has(job.flow());
  }

  /**
   * Parks a job in the transaction that has locked it. While route files are still being loaded, it
   * is only postponed.
   */
  void parkOrPostpone(Job job, Instant now) {
    if (sinks.isComplete()) {
      park(job, now);
    } else {
      ParkCrashingJob.postpone(jdbc, job, now);
    }
  }

  private void park(Job job, Instant now) {
    Cause cause =
        new Cause(
            Trouble.TRANSIENT,
            Outbox.FLOW_GONE,
            "The job was not sent, because no route file declares the flow %s. Restore routes/%s.camel.yaml to release it, or cancel it."
                .formatted(job.flow(), job.flow()),
            null);
    Sql.of(PARK, cause.trouble().word(), cause.code(), cause.text(), now, job.id()).run(jdbc);
    Timeline.event(job.id(), now, JobState.PARKED.column(), 0, cause, null).run(jdbc);
  }

  private void release(Job job, Instant now) {
    JobState state = job.sentAt() == null ? JobState.ACCEPTED : JobState.SUBMITTING;
    Sql.of(RELEASE, state.column(), job.kind().first().column(), now, now, job.id()).run(jdbc);
    String text = "A route file declares the flow " + job.flow() + " again; the job is released.";
    Timeline.event(job.id(), now, state.column(), 0, null, text).run(jdbc);
  }
}
