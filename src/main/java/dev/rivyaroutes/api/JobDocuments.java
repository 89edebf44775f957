package dev.rivyaroutes.api;

import dev.rivyaroutes.Json;
import dev.rivyaroutes.http.Links;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.ledger.search.JobSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Jobs as the job API shows them. */
final class JobDocuments {
  private final Links links;

  JobDocuments(Links links) {
    this.links = links;
  }

  Map<String, Object> summary(JobSummary job) {
    @SuppressWarnings("unchecked")
    Map<String, Object> document = Json.API.convertValue(job, LinkedHashMap.class);
    if (job.cause() != null) {
      document.put("cause", cause(job.cause()));
    }
    document.put("kind", job.kind().name().toLowerCase(Locale.ROOT));
    document.put("url", links.job(job.id()));
    return document;
  }

  Map<String, Object> details(JobDetails details) {
    Map<String, Object> document = summary(details.job());
    document.put("source_id", details.sourceId());
    document.put("prompt", details.prompt());
    document.put("client_request_id", details.clientRequestId());
    document.put("conversation", details.conversation());
    if (details.answer() != null) {
      document.putAll(Json.object(details.answer()));
    }
    List<Object> events = new ArrayList<>();
    for (JobDetails.Event event : details.timeline()) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("at", event.at());
      shown.put("state", event.state());
      shown.put("attempt", event.attempt());
      shown.put("text", event.text());
      shown.put("cause", event.cause() == null ? null : cause(event.cause()));
      events.add(shown);
    }
    document.put("timeline", events);
    document.put("deliveries", details.deliveries());
    document.put(
        "results", details.results().stream().map(f -> file(details.job().id(), f)).toList());
    return document;
  }

  private Map<String, Object> file(String id, JobFile file) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("n", file.n());
    shown.put("name", file.name());
    shown.put("content_type", file.contentType());
    shown.put("kind", file.kind());
    shown.put("size", file.size());
    shown.put("sha256", file.sha256());
    shown.put("url", links.file(id, file.n()));
    return shown;
  }

  static Map<String, Object> cause(Cause cause) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("trouble", cause.trouble().word());
    shown.put("code", cause.code());
    shown.put("text", cause.text());
    shown.put("request_id", cause.requestId());
    return shown;
  }
}
