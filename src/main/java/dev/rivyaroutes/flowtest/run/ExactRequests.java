package dev.rivyaroutes.flowtest.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.flowtest.world.World;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.ledger.search.JobSummary;
import dev.rivyaroutes.rivya.model.ModelCatalogue;

/** The requests as they were sent to Rivya, with names for what is another one in each run. */
final class ExactRequests {
  private static final String TRACE = "client_request_id";

  private final World world;

  ExactRequests(World world) {
    this.world = world;
  }

  /** Writes the names into the body. */
  SentRequest of(JobRequest sent) {
    JobSummary job = sent.job();
    JsonNode body = sent.body();
    String model = body.path("model").asText();
    for (JsonNode item : body.path("params").path("referenceMediaItems")) {
      rename((ObjectNode) item, "url", item.path("name").asText());
      if (item.has("durationToken")) {
        ((ObjectNode) item).put("durationToken", "(given by Rivya)");
      }
    }
    for (JsonNode item : body.path("attachments")) {
      String file = world.rivya().files().find(item.path("file_id").asText()).name();
      rename((ObjectNode) item, "file_id", file);
    }
    if (body.has("session_id")) {
      ((ObjectNode) body).put("session_id", "(the conversation's)");
    }
    if (body.path(TRACE).asText().equals(job.id())) {
      ((ObjectNode) body).put(TRACE, "(the id of the job)");
    }
    return new SentRequest(
        job.account(),
        model,
        job.kind() == JobKind.CHAT,
        body,
        world.bean(ModelCatalogue.class).price(job.account(), model).orElse(null));
  }

  private static void rename(ObjectNode item, String field, String file) {
    item.put(field, "(the uploaded file %s)".formatted(file));
  }
}
