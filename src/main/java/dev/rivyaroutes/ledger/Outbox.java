package dev.rivyaroutes.ledger;

import java.time.Instant;
import java.util.List;

/** Adds the deliveries of an outcome to the transaction that settles it. */
final class Outbox {

  private static final String INSERT =
      "insert into delivery (id, job_id, flow, sink, state, due_at, version, claims, attempts,"
          + " created_at, updated_at) values (?, ?, ?, ?, 'pending', ?, 0, 0, 0, ?, ?)";

  private final Sinks sinks;

  Outbox(Sinks sinks) {
    this.sinks = sinks;
  }

  /** Adds one delivery for each sink that takes the outcome, and returns how many. */
  int add(
      String jobId,
      String flow,
      boolean succeeded,
      Instant now,
      List<Sql> then,
      List<Write.Wake> wakes) {
    List<String> names = sinks.of(flow, succeeded);
    for (String sink : names) {
      String id = AcceptJobsOnce.newId(now);
      then.add(Sql.of(INSERT, id, jobId, flow, sink, now, now, now));
      wakes.add(new Write.Wake(WorkSignal.queue(flow, sink), now));
    }
    return names.size();
  }
}
