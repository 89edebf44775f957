package dev.rivyaroutes.api;

import dev.rivyaroutes.Json;
import dev.rivyaroutes.PlainCredits;
import dev.rivyaroutes.brief.again.AskedFor;
import dev.rivyaroutes.http.Links;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.ledger.search.JobSummary;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Jobs as the job API shows them. */
final class JobDocuments {
  private final Links links;

  JobDocuments(Links links) {
    this.links = links;
  }

  Map<String, Object> summary(JobSummary job) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", job.id());
    document.put("flow", job.flow());
    document.put("kind", job.kind());
    document.put("status", job.status());
    document.put("state", job.state());
    document.put("source", job.source());
    document.put("caller", job.caller());
    document.put("source_name", job.sourceName());
    document.put("account", job.account());
    document.put("model", job.model());
    document.put("flow_version", job.target().version());
    document.put("task_id", job.taskId());
    document.put("cause", job.cause());
    document.put("estimated_credits", job.credits().estimated());
    document.put("reserved_credits", job.credits().reserved());
    document.put("final_credits", job.credits().settled());
    document.put("created_at", job.times().createdAt());
    document.put("updated_at", job.times().updatedAt());
    document.put("finished_at", job.times().finishedAt());
    document.put("url", links.job(job.id()));
    return document;
  }

  Map<String, Object> details(JobDetails details) {
    Map<String, Object> document = summary(details.job());
    document.put("source_id", details.texts().sourceId());
    document.put("prompt", details.texts().prompt());
    document.put("params", Json.object(details.texts().params()));
    document.put("client_request_id", details.texts().clientRequestId());
    document.put("conversation", details.texts().conversation());
    document.put("omitted_text", details.texts().omitted());
    if (details.texts().answer() != null) {
      document.putAll(Json.object(details.texts().answer()));
    }
    document.put("replay_of", details.replays().of());
    document.put("replays", details.replays().by());
    document.put("timeline", details.timeline());
    document.put("deliveries", details.deliveries());
    document.put("next_attempt_at", details.nextAt());
    String id = details.job().id();
    document.put(
        "references",
        details.references().stream()
            .map(file -> file(file, file.sha256() == null ? null : links.reference(id, file.n())))
            .toList());
    document.put(
        "results",
        details.results().stream().map(file -> file(file, links.file(id, file.n()))).toList());
    return document;
  }

  /** What a job asks for under a version of its flow. */
  static Map<String, Object> askedFor(AskedFor asked) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("flow_version", asked.version());
    shown.put("account", asked.account());
    shown.put("model", asked.model());
    shown.put("prompt", asked.prompt());
    shown.put("params", Json.object(asked.params()));
    shown.put("references", asked.references());
    shown.put("sinks", asked.sinks());
    shown.put(
        "credits",
        asked.credits() == null ? null : new BigDecimal(PlainCredits.of(asked.credits())));
    return shown;
  }

  /**
   * @param url where its bytes are; null if they are not stored yet
   */
  private static Map<String, Object> file(JobFile file, String url) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("n", file.n());
    shown.put("name", file.name());
    shown.put("content_type", file.contentType());
    shown.put("kind", file.kind());
    shown.put("size", file.size() < 0 ? null : file.size());
    shown.put("sha256", file.sha256());
    shown.put("url", url);
    return shown;
  }
}
