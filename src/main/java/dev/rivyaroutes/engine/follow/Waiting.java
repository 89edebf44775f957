package dev.rivyaroutes.engine.follow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.account.AccountGate;
import dev.rivyaroutes.engine.failure.LateJobs;
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
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The steps of poll-tasks that write what Rivya says of a task, in an answer or in an event. */
@Component("waiting")
public class Waiting {

  private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);

  private final RecordProgress progress;
  private final WaitSchedule schedule;
  private final LateJobs late;
  private final AccountGate gate;
  private final EventReliability eventReliability;

  Waiting(
      RecordProgress progress,
      WaitSchedule schedule,
      LateJobs late,
      AccountGate gate,
      EventReliability eventReliability) {
    this.progress = progress;
    this.schedule = schedule;
    this.late = late;
    this.gate = gate;
    this.eventReliability = eventReliability;
  }

  /** Settles a look; a status that is not known means that Rivya still works on it. */
  public void seen(@Variable(Variables.JOB) Job job, @Body JsonNode task) {
    gate.recordSuccess(job.account(), CallKind.STATUS);
    settle(job, task);
  }

  /** Settles by an event in place of a look; it does not tell whether the account's key is good. */
  public void told(@Variable(Variables.JOB) Job job, @Variable("told") JsonNode task) {
    settle(job, task);
  }

  private void settle(Job job, JsonNode task) {
    switch (task.path("status").asText("")) {
      case "succeeded" -> {
        eventReliability.recordFinished(job.account(), job.eventAt() != null);
        progress.recordFinished(
            job, ResultText.of(task.path("result")), RivyaIds.credits(task, "final_credits"));
      }
      case "failed" -> failed(job, task);
      default -> working(job);
    }
  }

  private void failed(Job job, JsonNode task) {
    eventReliability.recordFinished(job.account(), job.eventAt() != null);
    JsonNode error = task.path("error");
    String code = error.path("code").asText("generation_failed");
    String message = error.path("message").asText("Rivya gave no reason.");
    Cause cause = new Cause(Trouble.PERMANENT, code, "Rivya could not make it: " + message, null);
    LOG.warn("Job {} failed: {}", job.id(), cause.text());
    progress.recordFailed(job, cause, RivyaIds.credits(task, "final_credits"));
  }

  private void working(Job job) {
    if (late.isLate(job)) {
      late.park(job, Stage.POLL, Cause.of(Trouble.UNKNOWN, "Rivya still works on it."));
    } else {
      progress.schedulePoll(job, schedule.next(job));
    }
  }
}
