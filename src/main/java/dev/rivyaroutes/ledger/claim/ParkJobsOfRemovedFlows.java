package dev.rivyaroutes.ledger.claim;

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
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Parks the jobs that have not reached Rivya and whose flow no file of this process declares: they
 * would be paid for without a budget and without anybody to take the result. A process whose files
 * declare the flow releases them. So of replicas with different routes none pays for a flow that it
 * does not know, and the one that knows it goes on with its jobs.
 */
@Component
public final class ParkJobsOfRemovedFlows {

  private static final int BATCH = 200;

  private static final String NEXT =
      "select "
          + JobRows.COLUMNS
          + " from job where id in (select id from job where %1$s and id > ? order by id"
          + " fetch first ? rows only) and %1$s order by id for update skip locked";

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

  /** What is done with one locked job. */
  private interface Step {
    void take(Job job, Instant now);
  }

  /**
   * To be called once all files are loaded, and from time to time: parks what must not be sent, and
   * returns how many jobs, by flow.
   */
  public Map<String, Integer> park() {
    sinks.markComplete();
    Map<String, Integer> parked = new TreeMap<>();
    for (Job job : each(UNSENT, this::park, true)) {
      parked.merge(job.flow(), 1, Integer::sum);
    }
    return parked;
  }

  /** Makes the parked jobs of all flows due that are declared here, and returns how many. */
  public int release() {
    List<Job> released = each(PARKED, this::release, false);
    released.forEach(
        job -> signal.signal(WorkSignal.queue(job.kind().first(), job.account()), clock.instant()));
    return released.size();
  }

  private List<Job> each(String condition, Step step, boolean timed) {
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

  private List<Job> batch(String condition, Step step, boolean timed, String after) {
    Instant now = clock.instant();
    OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
    Object flows = JobRows.array(sinks.flows());
    List<Object> values = new ArrayList<>(timed ? List.of(at, flows) : List.of(flows));
    List<Object> all = new ArrayList<>(values);
    all.addAll(List.of(after, BATCH));
    all.addAll(values);
    List<Job> jobs =
        jdbc.query(NEXT.formatted(condition), (row, n) -> JobRows.read(row), all.toArray());
    jobs.forEach(job -> step.take(job, now));
    return jobs;
  }

  /** Whether the job must not be sent by this process. */
  boolean isUndeclared(Job job) {
    return !sinks.has(job.flow());
  }

  /**
   * Takes part in the transaction that has locked the job. While files are still being loaded, it
   * is only put off.
   */
  void parkOrPostpone(Job job, Instant now) {
    if (sinks.isComplete()) {
      park(job, now);
    } else {
      jdbc.update(
          "update job set due_at = ? where id = ?",
          now.plus(ParkCrashingJob.POSTPONEMENT).atOffset(ZoneOffset.UTC),
          job.id());
    }
  }

  private void park(Job job, Instant now) {
    Cause cause =
        new Cause(
            Trouble.TRANSIENT,
            Outbox.FLOW_GONE,
            "Nothing is sent for this job: no file declares the flow "
                + job.flow()
                + ". Add routes/"
                + job.flow()
                + ".camel.yaml again, and the job goes on by itself; or cancel it.",
            null);
    jdbc.update(
        PARK,
        cause.trouble().word(),
        cause.code(),
        cause.text(),
        now.atOffset(ZoneOffset.UTC),
        job.id());
    Timeline.event(job.id(), now, JobState.PARKED.column(), 0, cause, null).run(jdbc);
  }

  private void release(Job job, Instant now) {
    JobState state = job.sentAt() == null ? JobState.ACCEPTED : JobState.SUBMITTING;
    OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
    jdbc.update(RELEASE, state.column(), job.kind().first().column(), at, at, job.id());
    String text = "A file declares the flow " + job.flow() + " again; the job goes on.";
    Timeline.event(job.id(), now, state.column(), 0, null, text).run(jdbc);
  }
}
