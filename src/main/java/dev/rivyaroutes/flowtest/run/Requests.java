package dev.rivyaroutes.flowtest.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.flowtest.world.World;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.simulator.files.UploadedFile;
import java.util.Set;

/** The requests that were sent to Rivya, in the words of a test. */
final class Requests {
  private static final Set<String> OF_TURNS =
      Set.of("model", "message", "session_id", "attachments", "client_request_id");
  private static final String REFERENCES = "referenceMediaItems";

  private final World world;

  Requests(World world) {
    this.world = world;
  }

  ObjectNode of(JobRequest sent) {
    ObjectNode request =
        Json.PLAIN
            .createObjectNode()
            .put("account", sent.job().account())
            .put("model", sent.body().path("model").asText());
    if (sent.job().kind() == JobKind.CHAT) {
      turn(request, sent.body());
    } else {
      generation(request, sent.body());
    }
    return request;
  }

  private void generation(ObjectNode request, JsonNode body) {
    if (body.has("prompt")) {
      request.set("prompt", body.get("prompt"));
    }
    ObjectNode params = request.putObject("params");
    body.path("params")
        .fields()
        .forEachRemaining(
            field -> {
              if (!field.getKey().equals(REFERENCES)) {
                params.set(field.getKey(), field.getValue());
              }
            });
    ArrayNode references = request.putArray("references");
    for (JsonNode item : body.path("params").path(REFERENCES)) {
      ObjectNode reference = references.addObject();
      reference.set("name", item.get("name"));
      reference.set("type", item.get("mimeType"));
      String url = item.path("url").asText();
      world.rivya().files().all().stream()
          .filter(file -> url.contains("/" + file.id() + "/"))
          .findFirst()
          .ifPresent(file -> reference.put("content", name(file)));
    }
  }

  private String name(UploadedFile file) {
    return world.ends().facts().name(file.sha256());
  }

  private void turn(ObjectNode request, JsonNode body) {
    request.set("prompt", body.get("message"));
    ObjectNode params = request.putObject("params");
    body.fields()
        .forEachRemaining(
            field -> {
              if (!OF_TURNS.contains(field.getKey())) {
                params.set(field.getKey(), field.getValue());
              }
            });
    request.put("continues", body.has("session_id"));
    ArrayNode references = request.putArray("references");
    for (JsonNode item : body.path("attachments")) {
      UploadedFile file = world.rivya().files().find(item.path("file_id").asText());
      references
          .addObject()
          .put("name", file.name())
          .put("type", file.mimeType())
          .put("content", name(file));
    }
  }
}
