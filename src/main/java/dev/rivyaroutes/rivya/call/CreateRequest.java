package dev.rivyaroutes.rivya.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobContent;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.uploads.Uploads.Upload;
import java.util.List;

/**
 * Writes the body of the create call. Source: the "Generations" page of the Rivya documentation.
 */
public final class CreateRequest {

  /**
   * The body for a job.
   *
   * @param references the uploaded references of the job, in order
   */
  public String of(Job job, List<Uploaded> references) {
    JobContent content = job.content();
    try {
      ObjectNode body = Json.EXACT.createObjectNode();
      body.put("model", job.model());
      if (content.prompt() != null) {
        body.put("prompt", content.prompt());
      }
      ObjectNode params = (ObjectNode) Json.EXACT.readTree(content.params());
      if (!references.isEmpty()) {
        ArrayNode items = params.putArray("referenceMediaItems");
        references.forEach(reference -> reference.write(items.addObject()));
      }
      if (!params.isEmpty()) {
        body.set("params", params);
      }
      String trace = content.clientRequestId() == null ? job.id() : content.clientRequestId();
      body.put("client_request_id", trace);
      return Json.EXACT.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "The params of job " + job.id() + " in the ledger are not valid JSON.", e);
    }
  }

  /**
   * A reference and its upload.
   *
   * @param reused whether it was uploaded for an earlier job, so that Rivya may have deleted it
   */
  public record Uploaded(JobFile file, Upload upload, boolean reused) {

    private void write(ObjectNode item) {
      item.put("url", upload.url());
      item.put("kind", file.kind());
      item.put("name", file.name());
      item.put("mimeType", file.contentType());
      if (upload.durationToken() != null) {
        item.put("durationToken", upload.durationToken());
      }
    }
  }
}
