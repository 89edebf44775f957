package dev.rivyaroutes.engine.follow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.ledger.events.Events;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.rivya.call.RivyaIds;
import dev.rivyaroutes.webhook.Webhooks;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** The steps of submit-jobs and poll-tasks that look for events which have come already. */
@Component("taskEvents")
public class TaskEvents {

  private final Webhooks webhooks;
  private final Events events;

  TaskEvents(Webhooks webhooks, Events events) {
    this.webhooks = webhooks;
    this.events = events;
  }

  /** An event may be faster than the answer to the create call: then its job is due now. */
  public void match(@Variable(Variables.JOB) Job job, @Body JsonNode answer) {
    if (webhooks.takes(job.account())) {
      events.wakeForEarlierEvent(job.account(), RivyaIds.taskId(answer));
    }
  }

  /**
   * The task as its event tells it; null where Rivya is to be asked: also when there was trouble
   * behind an event already, such as addresses of files that are no longer good.
   */
  public JsonNode end(@Variable(Variables.JOB) Job job) throws JsonProcessingException {
    boolean trouble = job.attempts() > 0 || job.state() == JobState.PARKED;
    if (job.eventAt() == null || trouble || !webhooks.trusts(job.account())) {
      return null;
    }
    String generation = events.findOutcome(job.account(), job.taskId()).orElse(null);
    return generation == null ? null : Json.PLAIN.readTree(generation);
  }
}
