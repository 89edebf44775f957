package dev.rivyaroutes.engine.follow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.ledger.events.Events;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.webhook.Webhooks;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The events that have arrived for a job's task. */
@Component
public class TaskEvents {

  private final Webhooks webhooks;
  private final Events events;

  TaskEvents(Webhooks webhooks, Events events) {
    this.webhooks = webhooks;
    this.events = events;
  }

  /** An event may arrive before the answer to the create call; its job is then due now. */
  public void matchEarly(Job job, String taskId) {
    if (webhooks.takes(job.account())) {
      events.wakeForEarlierEvent(job.account(), taskId);
    }
  }

  /**
   * The finished task as its event describes it. Empty when Rivya has to be polled, also after a
   * failure that followed the event, such as expired addresses of result files.
   */
  Optional<JsonNode> outcome(Job job) throws JsonProcessingException {
    boolean failedBefore = job.attempts() > 0 || job.state() == JobState.PARKED;
    if (job.eventAt() == null || failedBefore || !webhooks.trusts(job.account())) {
      return Optional.empty();
    }
    String generation = events.findOutcome(job.account(), job.taskId()).orElse(null);
    return generation == null ? Optional.empty() : Optional.of(Json.PLAIN.readTree(generation));
  }
}
