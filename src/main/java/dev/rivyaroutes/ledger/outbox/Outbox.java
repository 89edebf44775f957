package dev.rivyaroutes.ledger.outbox;

import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.JobTarget;
import dev.rivyaroutes.ledger.job.JobUpdate;
import dev.rivyaroutes.ledger.job.Trouble;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Adds the deliveries of an outcome to the transaction that commits it. */
@Component
public final class Outbox {

  private static final String INSERT =
      "insert into delivery (id, job_id, flow, sink, state, due_at, version, claims, attempts,"
          + " created_at, updated_at) values (?, ?, ?, ?, 'pending', ?, 0, 0, 0, ?, ?)";

  /** The code of jobs and results whose flow no route file declares. */
  public static final String FLOW_GONE = "flow_gone";

  private final Sinks sinks;

  public Outbox(Sinks sinks) {
    this.sinks = sinks;
  }

  /**
   * Adds a delivery for each sink that takes the outcome, and returns how many. The sinks are those
   * of the version of the flow that accepted the job, also where the flow has changed since.
   */
  public int addDeliveries(
      String jobId,
      JobTarget target,
      boolean succeeded,
      Instant now,
      List<Sql> followUps,
      List<Write.Wake> wakes) {
    String flow = target.flow();
    List<String> names = sinks.of(flow, target.version(), succeeded);
    for (String sink : names) {
      String id = JobRows.newId(now);
      followUps.add(Sql.of(INSERT, id, jobId, flow, sink, now, now, now));
      wakes.add(new Write.Wake(WorkSignal.queue(flow, sink), now));
    }
    return names.size();
  }

  /**
   * Delivers the failure of a job to the sinks of its flow that take failures. If no route file
   * declares the flow, the failure is delivered once one does.
   */
  public JobUpdate deliverFailure(JobUpdate update, Job job, Instant now) {
    int deliveries =
        addDeliveries(job.id(), job.target(), false, now, update.then(), update.wakes());
    return update.set("open_deliveries", deliveries).set("untold", !isDeclared(job.flow()));
  }

  boolean isDeclared(String flow) {
    return sinks.has(flow);
  }

  /**
   * Delivers a result with its files; the job is done at once if no sink takes it. If no route file
   * declares the flow, the result is delivered once one does.
   */
  public JobUpdate deliverResult(JobUpdate update, Job job, List<JobFile> files, Instant now) {
    files.forEach(file -> update.then(JobRows.insertFile(job.id(), JobRows.RESULT, file)));
    if (!isDeclared(job.flow())) {
      Cause cause = new Cause(Trouble.TRANSIENT, FLOW_GONE, flowGone(job.flow()), null);
      return update.to(JobState.DELIVERING).withCause(cause).recordEvent(cause, null);
    }
    int deliveries =
        addDeliveries(job.id(), job.target(), true, now, update.then(), update.wakes());
    update.set("open_deliveries", deliveries);
    update.to(deliveries == 0 ? JobState.DONE : JobState.DELIVERING);
    String text = files.size() + " result file" + (files.size() == 1 ? "" : "s") + " stored";
    return update.recordEvent(null, text);
  }

  private static String flowGone(String flow) {
    return "The result is stored but was not delivered, because no route file declares the flow %s. Restore routes/%s.camel.yaml to deliver it."
        .formatted(flow, flow);
  }
}
