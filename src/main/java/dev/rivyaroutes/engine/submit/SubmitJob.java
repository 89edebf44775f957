package dev.rivyaroutes.engine.submit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.account.AccountGate;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.engine.follow.TaskEvents;
import dev.rivyaroutes.engine.settle.LeaseLost;
import dev.rivyaroutes.engine.settle.PaidCall;
import dev.rivyaroutes.ledger.credits.CallKind;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.ledger.job.Lengths;
import dev.rivyaroutes.ledger.progress.RecordProgress;
import dev.rivyaroutes.rivya.call.ChatRequest;
import dev.rivyaroutes.rivya.call.CreateRequest;
import dev.rivyaroutes.rivya.call.CreateRequest.Uploaded;
import dev.rivyaroutes.rivya.call.RivyaIds;
import dev.rivyaroutes.rivya.wait.WaitSchedule;
import java.math.BigDecimal;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The steps of submit-jobs and answer-turns around the call that Rivya charges for. */
@Component("submitJob")
public class SubmitJob {

  private static final Logger LOG = LoggerFactory.getLogger(SubmitJob.class);

  private final RecordProgress progress;
  private final CreateRequest generations;
  private final ChatRequest chats;
  private final WaitSchedule schedule;
  private final AccountGate gate;
  private final TaskEvents events;

  SubmitJob(
      RecordProgress progress,
      CreateRequest generations,
      ChatRequest chats,
      WaitSchedule schedule,
      AccountGate gate,
      TaskEvents events) {
    this.progress = progress;
    this.generations = generations;
    this.chats = chats;
    this.schedule = schedule;
    this.gate = gate;
    this.events = events;
  }

  /** The exact bytes of the call, stored in the ledger before the first of them is sent. */
  public String storeRequest(Exchange exchange, @Variable(Variables.JOB) Job job)
      throws BriefRefused {
    String request = job.content().request();
    if (request == null) {
      List<?> variable = exchange.getVariable("uploads", List.of(), List.class);
      List<Uploaded> uploads = variable.stream().map(Uploaded.class::cast).toList();
      request = compose(exchange, job, uploads);
      if (!progress.recordRequest(job, request)) {
        throw new LeaseLost(job.id());
      }
      PaidCall.recordReused(exchange, uploads);
    }
    PaidCall.expect(exchange);
    return request;
  }

  private String compose(Exchange exchange, Job job, List<Uploaded> uploads) throws BriefRefused {
    String request =
        job.kind() == JobKind.CHAT
            ? chats.of(job, uploads, exchange.getVariable(Variables.SESSION, String.class))
            : generations.of(job, uploads);
    if (request.length() > Lengths.TEXT) {
      throw new BriefRefused(
          "The request of the brief has %d characters; the ledger stores at most %d. Shorten its prompt"
                  .formatted(request.length(), Lengths.TEXT)
              + " or params, or use fewer references.");
    }
    return request;
  }

  /** Records the task that Rivya created; its event may have arrived already. */
  public void recordTask(@Variable(Variables.JOB) Job job, @Body JsonNode answer) {
    String taskId = RivyaIds.taskId(answer);
    BigDecimal reserved = RivyaIds.credits(answer, "reserved_credits");
    if (progress.recordSubmitted(job, taskId, reserved, schedule.first(job))) {
      LOG.info("Job {} was submitted: Rivya created task {}", job.id(), taskId);
    }
    gate.recordSuccess(job.account(), CallKind.CREATE);
    events.matchEarly(job, taskId);
  }
}
