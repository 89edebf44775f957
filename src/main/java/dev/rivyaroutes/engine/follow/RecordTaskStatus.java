package dev.rivyaroutes.engine.follow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.account.AccountGate;
import dev.rivyaroutes.engine.settle.RecordFailure;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.credits.CallKind;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.progress.RecordProgress;
import dev.rivyaroutes.rivya.call.ResultText;
import dev.rivyaroutes.rivya.call.RivyaIds;
import dev.rivyaroutes.rivya.wait.EventReliability;
import dev.rivyaroutes.rivya.wait.WaitSchedule;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The steps of poll-tasks: record the status of a task from its event, or from a poll. */
@Component("recordTaskStatus")
public class RecordTaskStatus {

  private static final Logger LOG = LoggerFactory.getLogger(RecordTaskStatus.class);

  private final RecordProgress progress;
  private final RecordFailure failures;
  private final WaitSchedule schedule;
  private final TaskEvents events;
  private final AccountGate gate;
  private final EventReliability eventReliability;

  RecordTaskStatus(
      RecordProgress progress,
      RecordFailure failures,
      WaitSchedule schedule,
      TaskEvents events,
      AccountGate gate,
      EventReliability eventReliability) {
    this.progress = progress;
    this.failures = failures;
    this.schedule = schedule;
    this.events = events;
    this.gate = gate;
    this.eventReliability = eventReliability;
  }

  /** Records the status from the task's event and ends the route; without one, Rivya is polled. */
  public void fromEvent(Exchange exchange, @Variable(Variables.JOB) Job job)
      throws JsonProcessingException {
    Optional<JsonNode> task = events.outcome(job);
    if (task.isPresent()) {
      record(job, task.get());
      exchange.setRouteStop(true);
    }
  }

  /** Records the answer to a poll, which also proves that the account's key works. */
  public void fromPoll(@Variable(Variables.JOB) Job job, @Body JsonNode task) {
    gate.recordSuccess(job.account(), CallKind.STATUS);
    record(job, task);
  }

  /** An unknown status means that Rivya is still working on the task. */
  private void record(Job job, JsonNode task) {
    switch (task.path("status").asText("")) {
      case "succeeded" -> {
        eventReliability.recordFinished(job.account(), job.eventAt() != null);
        progress.recordFinished(
            job, ResultText.of(task.path("result")), RivyaIds.credits(task, "final_credits"));
      }
      case "failed" -> recordFailed(job, task);
      default -> {
        Cause cause = Cause.of(Trouble.UNKNOWN, "Rivya is still working on it.");
        if (!failures.parkIfLate(Stage.POLL, job, cause)) {
          progress.schedulePoll(job, schedule.next(job));
        }
      }
    }
  }

  private void recordFailed(Job job, JsonNode task) {
    eventReliability.recordFinished(job.account(), job.eventAt() != null);
    JsonNode error = task.path("error");
    String code = error.path("code").asText("generation_failed");
    String message = error.path("message").asText("Rivya gave no reason.");
    Cause cause =
        new Cause(Trouble.PERMANENT, code, "The generation failed at Rivya: " + message, null);
    LOG.warn("Job {} failed: {}", job.id(), cause.text());
    progress.recordFailed(job, cause, RivyaIds.credits(task, "final_credits"));
  }
}
