package dev.rivyaroutes.rivya.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobContent;
import dev.rivyaroutes.rivya.call.CreateRequest.Uploaded;
import java.util.List;

/** Writes the body of a chat call. Source: the "Chat" page of the Rivya documentation. */
public final class ChatRequest {

  /**
   * The body for a turn.
   *
   * @param images the uploaded references of the turn, in order
   * @param session the session of Rivya to continue; null for a new one
   */
  public String of(Job job, List<Uploaded> images, String session) {
    JobContent content = job.content();
    try {
      ObjectNode body = Json.EXACT.createObjectNode();
      body.put("model", job.model());
      if (session != null) {
        body.put("session_id", session);
      }
      body.put("message", content.prompt());
      if (!images.isEmpty()) {
        ArrayNode attachments = body.putArray("attachments");
        images.forEach(image -> attachments.addObject().put("file_id", image.upload().fileId()));
      }
      body.setAll((ObjectNode) Json.EXACT.readTree(content.params()));
      String trace = content.clientRequestId() == null ? job.id() : content.clientRequestId();
      body.put("client_request_id", trace);
      return Json.EXACT.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "The params of job " + job.id() + " in the ledger are not valid JSON.", e);
    }
  }
}
