package dev.rivyaroutes.http.intake;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Acceptance;
import dev.rivyaroutes.brief.Acceptance.Outcome;
import dev.rivyaroutes.http.Links;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.http.call.HttpAnswer;
import dev.rivyaroutes.http.call.RouteStep;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.status.StatusLinks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Tells the caller what became of its brief or manifest, once the ledger has committed it. */
@Component("answerBrief")
public class AnswerBrief {
  private final Links links;
  private final StatusLinks status;

  AnswerBrief(Links links, StatusLinks status) {
    this.links = links;
    this.status = status;
  }

  /** Makes the body the answer, out of the variables {@code acceptance} and {@code flow}. */
  public void answer(Exchange exchange) {
    RouteStep.run(exchange, () -> write(exchange));
  }

  private void write(Exchange exchange) {
    String flow = exchange.getVariable("flow", String.class);
    List<Acceptance> all = acceptances(exchange);
    if (all.isEmpty()) {
      throw Problem.of(
          500,
          "not-accepted",
          "The flow ended without accepting the brief: none of its steps sent it to a"
              + " rivya-generation-sink.");
    }
    boolean manifest = exchange.getProperty(ReceiveBrief.MANIFEST, false, Boolean.class);
    exchange
        .getMessage()
        .setBody(manifest || all.size() > 1 ? several(flow, all) : one(flow, all.get(0)));
  }

  private HttpAnswer one(String flow, Acceptance acceptance) {
    requireSameRequest(flow, acceptance);
    if (acceptance.outcome() == Outcome.REFUSED) {
      throw Problem.of(422, "brief-refused", acceptance.problem())
          .with("id", acceptance.jobId())
          .with("flow", flow)
          .with("url", links.job(acceptance.jobId()));
    }
    return HttpAnswer.json(
        acceptance.outcome() == Outcome.ACCEPTED ? 202 : 200,
        job(flow, acceptance),
        links.job(acceptance.jobId()));
  }

  private HttpAnswer several(String flow, List<Acceptance> all) {
    List<Map<String, Object>> jobs = new ArrayList<>();
    List<Map<String, Object>> refused = new ArrayList<>();
    boolean fresh = false;
    for (Acceptance acceptance : all) {
      requireSameRequest(flow, acceptance);
      fresh |= acceptance.outcome() == Outcome.ACCEPTED;
      Map<String, Object> job = job(flow, acceptance);
      if (acceptance.outcome() == Outcome.REFUSED) {
        job.put("detail", acceptance.problem());
        refused.add(job);
      } else {
        jobs.add(job);
      }
    }
    if (jobs.isEmpty()) {
      throw Problem.of(422, "brief-refused", "No row of the manifest is usable.")
          .with("flow", flow)
          .with("refused", refused);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("jobs", jobs);
    answer.put("refused", refused);
    return HttpAnswer.json(fresh ? 202 : 200, answer);
  }

  /** Of another request under a used key nothing was accepted, of a manifest no row. */
  private void requireSameRequest(String flow, Acceptance acceptance) {
    if (acceptance.outcome() == Outcome.OTHER_REQUEST) {
      throw otherRequest(flow, acceptance, links);
    }
  }

  /** As in the IETF's draft of the Idempotency-Key header. */
  public static Problem otherRequest(String flow, Acceptance acceptance, Links links) {
    Problem problem =
        Problem.of(422, "idempotency-key-reused", acceptance.problem()).with("flow", flow);
    return acceptance.jobId() == null
        ? problem
        : problem.with("id", acceptance.jobId()).with("url", links.job(acceptance.jobId()));
  }

  private Map<String, Object> job(String flow, Acceptance acceptance) {
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("id", acceptance.jobId());
    job.put("flow", flow);
    job.put("status", status(acceptance.state()));
    job.put("url", links.job(acceptance.jobId()));
    status.of(acceptance.jobId()).ifPresent(link -> job.put("status_url", link));
    return job;
  }

  private static String status(String state) {
    return JobState.valueOf(state.toUpperCase(Locale.ROOT)).userStatus();
  }

  private static List<Acceptance> acceptances(Exchange exchange) {
    List<Acceptance> all = new ArrayList<>();
    if (exchange.getVariable(Variables.ACCEPTANCE) instanceof Iterable<?> gathered) {
      gathered.forEach(one -> all.add((Acceptance) one));
    }
    return all;
  }
}
