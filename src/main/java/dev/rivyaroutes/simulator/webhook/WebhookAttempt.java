package dev.rivyaroutes.simulator.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.server.ApiJson;
import java.time.Instant;

/**
 * One attempt to deliver an event to an endpoint.
 *
 * @param status the receiver's HTTP status; 0 where none came
 */
public record WebhookAttempt(
    String id,
    String endpointId,
    String eventId,
    String eventType,
    int attempt,
    int status,
    Instant at) {

  /** A 2xx answer counts as success, which is the simulator's own choice. */
  public boolean succeeded() {
    return status >= 200 && status < 300;
  }

  ObjectNode json() {
    ObjectNode json =
        ApiJson.object()
            .put("id", id)
            .put("object", "webhook_delivery")
            .put("event_id", eventId)
            .put("event_type", eventType)
            .put("attempt", attempt)
            .put("status", succeeded() ? "succeeded" : "failed")
            .put("created_at", ApiJson.time(at));
    return status == 0 ? json.putNull("response_status") : json.put("response_status", status);
  }
}
