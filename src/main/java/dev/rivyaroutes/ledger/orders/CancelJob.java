package dev.rivyaroutes.ledger.orders;

import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.JobUpdate;
import dev.rivyaroutes.ledger.job.Timeline;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.orders.OrderRefused.Why;
import dev.rivyaroutes.ledger.orders.PlanOrders.Plan;
import dev.rivyaroutes.ledger.outbox.Outbox;
import java.time.Instant;

/** Plans the cancellation of a job, and delivers it to the sinks that take failures. */
final class CancelJob {

  private final Outbox outbox;

  CancelJob(Outbox outbox) {
    this.outbox = outbox;
  }

  Plan plan(OrderableJob found, Order order, Instant now) throws OrderRefused {
    Job job = found.job();
    switch (job.state()) {
      case DELIVERING, DONE ->
          throw OrderRefused.byState("The job already has its result, so it cannot be cancelled.");
      case FAILED -> throw OrderRefused.byState("The job has already failed.");
      case CANCELLED -> throw OrderRefused.byState("The job is already cancelled.");
      default -> {
        if (found.isCallInFlight(now)) {
          throw new OrderRefused(
              Why.NOT_NOW,
              "The job cannot be cancelled while it is being submitted. Send the order again in a"
                  + " few seconds.");
        }
      }
    }
    String text = order.describe("Cancelled", cost(found));
    Cause cause = new Cause(Trouble.ORDER, "cancelled", text, null);
    JobUpdate update =
        new JobUpdate(job, now)
            .to(JobState.CANCELLED)
            .measureFailure()
            .clearStage()
            .clearCause()
            .withCause(cause)
            .settleCancelled(found.inDoubt())
            .set("sent_at", null)
            .set("finished_at", now);
    if (found.isBeingSent(now)) {
      // The body of the call may be stored at this moment; then the order is planned again.
      update.onlyIfUnchangedSince(found.updatedAt());
    }
    outbox.deliverFailure(update, job, now);
    update.then(Timeline.event(job.id(), now, JobState.CANCELLED.column(), 0, cause, null));
    return new Plan(update, new OrderResult(JobState.CANCELLED, text), OrderCost.NONE);
  }

  private static String cost(OrderableJob found) {
    String taskId = found.job().taskId();
    if (taskId != null) {
      return "Rivya cannot stop a task, so task %s is paid for all the same; its result is not fetched."
          .formatted(taskId);
    }
    return found.inDoubt()
        ? "The response to its %s was lost, so it may have been paid for."
            .formatted(found.job().kind().call())
        : "Nothing was sent to Rivya, and nothing is paid.";
  }
}
