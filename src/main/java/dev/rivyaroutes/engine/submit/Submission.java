package dev.rivyaroutes.engine.submit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.account.AccountGate;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.engine.failure.LeaseLost;
import dev.rivyaroutes.ledger.credits.CallKind;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.ledger.job.Lengths;
import dev.rivyaroutes.ledger.progress.RecordProgress;
import dev.rivyaroutes.rivya.call.ChatRequest;
import dev.rivyaroutes.rivya.call.CreateRequest;
import dev.rivyaroutes.rivya.call.CreateRequest.Uploaded;
import dev.rivyaroutes.rivya.call.RivyaCall;
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

/** The steps of submit-jobs, and some of answer-turns, that write the ledger. */
@Component("submission")
public class Submission {

  private static final Logger LOG = LoggerFactory.getLogger(Submission.class);
  private static final String SENT = "rivyaCreateSent";
  private static final String REUSED = "rivyaReusedUploads";

  private final RecordProgress progress;
  private final CreateRequest generations;
  private final ChatRequest chats;
  private final WaitSchedule schedule;
  private final AccountGate gate;

  Submission(
      RecordProgress progress,
      CreateRequest generations,
      ChatRequest chats,
      WaitSchedule schedule,
      AccountGate gate) {
    this.progress = progress;
    this.generations = generations;
    this.chats = chats;
    this.schedule = schedule;
    this.gate = gate;
  }

  /**
   * Whether the create call of this exchange may have left the program. One that still waited for
   * its slot of the account's rate budget has not.
   */
  public static boolean wasSent(Exchange exchange) {
    return exchange.getProperty(SENT) != null && RivyaCall.hasBegun(exchange);
  }

  /** The references of the request just made that were uploaded for an earlier job. */
  static List<Uploaded> reused(Exchange exchange) {
    List<?> files = exchange.getProperty(REUSED, List.of(), List.class);
    return files.stream().map(Uploaded.class::cast).toList();
  }

  /** The exact bytes of the create call: as stored, or made now and stored before they are sent. */
  public String request(Exchange exchange, @Variable(Variables.JOB) Job job) throws BriefRefused {
    String request = job.content().request();
    if (request == null) {
      List<?> variable = exchange.getVariable("uploads", List.of(), List.class);
      List<Uploaded> uploads = variable.stream().map(Uploaded.class::cast).toList();
      request = compose(exchange, job, uploads);
      if (!progress.recordRequest(job, request)) {
        throw new LeaseLost(job.id());
      }
      exchange.setProperty(REUSED, uploads.stream().filter(Uploaded::reused).toList());
    }
    RivyaCall.expect(exchange);
    exchange.setProperty(SENT, true);
    return request;
  }

  /**
   * @throws BriefRefused when the ledger cannot hold it; it is not sent then
   */
  private String compose(Exchange exchange, Job job, List<Uploaded> uploads) throws BriefRefused {
    String request = write(exchange, job, uploads);
    if (request.length() > Lengths.TEXT) {
      throw new BriefRefused(
          "The request of the brief has "
              + request.length()
              + " characters; the ledger holds "
              + Lengths.TEXT
              + ". Shorten its prompt or params, or give it fewer references.");
    }
    return request;
  }

  private String write(Exchange exchange, Job job, List<Uploaded> uploads) {
    return job.kind() == JobKind.CHAT
        ? chats.of(job, uploads, exchange.getVariable(Variables.SESSION, String.class))
        : generations.of(job, uploads);
  }

  /** Rivya's answer to the create call becomes the job's task. */
  public void created(@Variable(Variables.JOB) Job job, @Body JsonNode answer) {
    String taskId = RivyaIds.taskId(answer);
    BigDecimal reserved = RivyaIds.credits(answer, "reserved_credits");
    if (progress.recordSubmitted(job, taskId, reserved, schedule.first(job))) {
      LOG.info("Job {} is Rivya's task {}", job.id(), taskId);
    }
    gate.recordSuccess(job.account(), CallKind.CREATE);
  }
}
