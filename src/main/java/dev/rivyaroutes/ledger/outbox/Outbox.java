package dev.rivyaroutes.ledger.outbox;

import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.JobUpdate;
import dev.rivyaroutes.ledger.job.Trouble;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Adds the deliveries of an outcome to the transaction that settles it. */
@Component
public final class Outbox {

  private static final String INSERT =
      "insert into delivery (id, job_id, flow, sink, state, due_at, version, claims, attempts,"
          + " created_at, updated_at) values (?, ?, ?, ?, 'pending', ?, 0, 0, 0, ?, ?)";

  public static final String FLOW_GONE = "flow_gone";

  private final Sinks sinks;

  public Outbox(Sinks sinks) {
    this.sinks = sinks;
  }

  /** Adds one delivery for each sink that takes the outcome, and returns how many. */
  public int addDeliveries(
      String jobId,
      String flow,
      boolean succeeded,
      Instant now,
      List<Sql> then,
      List<Write.Wake> wakes) {
    List<String> names = sinks.of(flow, succeeded);
    for (String sink : names) {
      String id = JobRows.newId(now);
      then.add(Sql.of(INSERT, id, jobId, flow, sink, now, now, now));
      wakes.add(new Write.Wake(WorkSignal.queue(flow, sink), now));
    }
    return names.size();
  }

  /**
   * The failure of a job, due at the sinks of its flow that take failures. Where no file declares
   * the flow any more, they are told when one does again.
   */
  public JobUpdate deliverFailure(JobUpdate change, Job job, Instant now) {
    int deliveries = addDeliveries(job.id(), job.flow(), false, now, change.then(), change.wakes());
    return change.set("open_deliveries", deliveries).set("untold", !isDeclared(job.flow()));
  }

  boolean isDeclared(String flow) {
    return sinks.has(flow);
  }

  /**
   * The outcome of a job with its result files: delivering, or done when its flow has nobody who
   * takes it. Where no file declares the flow any more, it waits for it with the cause.
   */
  public JobUpdate deliverResult(JobUpdate change, Job job, List<JobFile> files, Instant now) {
    files.forEach(file -> change.then(JobRows.insertFile(job.id(), JobRows.RESULT, file)));
    if (!isDeclared(job.flow())) {
      Cause cause = new Cause(Trouble.TRANSIENT, FLOW_GONE, flowGone(job.flow()), null);
      return change.to(JobState.DELIVERING).withCause(cause).recordEvent(cause, null);
    }
    int deliveries = addDeliveries(job.id(), job.flow(), true, now, change.then(), change.wakes());
    change.set("open_deliveries", deliveries);
    change.to(deliveries == 0 ? JobState.DONE : JobState.DELIVERING);
    String text = files.size() + " result file" + (files.size() == 1 ? "" : "s") + " kept";
    return change.recordEvent(null, text);
  }

  private static String flowGone(String flow) {
    return "The result is kept, and nobody can take it: no file declares the flow "
        + flow
        + ". Add routes/"
        + flow
        + ".camel.yaml again; the result is delivered then.";
  }
}
