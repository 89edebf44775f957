package dev.rivyaroutes.ledger.orders;

import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.JobUpdate;
import dev.rivyaroutes.ledger.job.Timeline;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.orders.OrderRefused.Why;
import dev.rivyaroutes.ledger.outbox.Outbox;
import java.time.Instant;

/** Ends a job by a person's order, and tells the sinks that take failures. */
final class CancelJob {

  private final Outbox outbox;

  CancelJob(Outbox outbox) {
    this.outbox = outbox;
  }

  /** A change that is ready to be committed, and what to say of it. */
  record Plan(JobUpdate change, OrderResult ordered) {}

  Plan plan(OrderableJob found, Order order, Instant now) throws OrderRefused {
    Job job = found.job();
    switch (job.state()) {
      case DELIVERING, DONE ->
          throw refused("The job has its result already, so there is nothing to cancel.");
      case FAILED -> throw refused("The job has failed already.");
      case CANCELLED -> throw refused("The job is cancelled already.");
      default -> {
        if (found.isCallOut(now)) {
          throw new OrderRefused(
              Why.NOT_NOW,
              "The job is being submitted, and its answer is not in yet. Send the order again in a"
                  + " few seconds.");
        }
      }
    }
    String text = order.describe("Cancelled", paid(found));
    Cause cause = new Cause(Trouble.ORDER, "cancelled", text, null);
    JobUpdate change =
        new JobUpdate(job, now).to(JobState.CANCELLED).clearStage().clearCause().withCause(cause);
    if (found.isBeingSent(now)) {
      // The bytes of the call may be stored at this moment: then the order is judged anew.
      change.onlyIfUnchangedSince(found.updatedAt());
    }
    change.settleAbandoned(found.inDoubt()).set("sent_at", null).set("finished_at", now);
    outbox.deliverFailure(change, job, now);
    change.then(Timeline.event(job.id(), now, JobState.CANCELLED.column(), 0, cause, null));
    return new Plan(change, new OrderResult(JobState.CANCELLED, text));
  }

  private static String paid(OrderableJob found) {
    String taskId = found.job().taskId();
    if (taskId != null) {
      return "Rivya cannot be told to stop, so task "
          + taskId
          + " is paid for all the same; its result is not fetched.";
    }
    return found.inDoubt()
        ? "The answer to its "
            + found.job().kind().call()
            + " never came, so it may have been paid for."
        : "Nothing was sent to Rivya, and nothing is paid.";
  }

  private static OrderRefused refused(String text) {
    return new OrderRefused(Why.STATE, text);
  }
}
