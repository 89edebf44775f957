package dev.rivyaroutes.http.chat;

import dev.rivyaroutes.Json;
import dev.rivyaroutes.http.Links;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.ledger.search.JobSummary;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Documents of chat turns for their callers. */
@Component
class TurnView {

  private final Links links;

  TurnView(Links links) {
    this.links = links;
  }

  String url(String job) {
    return links.job(job);
  }

  /** The turn so far, with its answer once it has one. */
  Map<String, Object> document(JobDetails details) {
    JobSummary job = details.job();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", job.id());
    document.put("flow", job.flow());
    document.put("status", job.status());
    if (details.texts().answer() != null) {
      document.putAll(Json.object(details.texts().answer()));
    }
    document.put("cause", job.cause() == null ? null : job.cause().text());
    document.put("reserved_credits", job.credits().reserved());
    document.put("final_credits", job.credits().settled());
    document.put("url", url(job.id()));
    return document;
  }

  /** Why a turn that has ended has no answer; null when it has one. */
  Problem problem(JobDetails details) {
    JobSummary job = details.job();
    if (!job.status().equals("failed")) {
      return null;
    }
    boolean brief = job.cause() != null && job.cause().trouble() == Trouble.BRIEF;
    String why = job.cause() == null ? "The job was ended." : job.cause().text();
    return Problem.of(brief ? 422 : 502, brief ? "brief-refused" : "not-answered", why)
        .with("id", job.id())
        .with("flow", job.flow())
        .with("url", url(job.id()));
  }

  /** The ledger was away when the wait ended. */
  Problem unreadable(String job) {
    return Problem.of(
            503,
            "ledger-unavailable",
            "The message is accepted, but the ledger cannot be read now. Read the job later, or"
                + " send the message with the same Idempotency-Key again.")
        .with("id", job)
        .with("url", url(job))
        .withHeader("Retry-After", "5");
  }

  /** Only a message that comes again after months finds its job deleted. */
  static Problem forgotten() {
    return Problem.of(
        410,
        "job-gone",
        "This message was answered, and its job has been deleted; see rivya.ledger.keep. Send it"
            + " under a new Idempotency-Key.");
  }
}
