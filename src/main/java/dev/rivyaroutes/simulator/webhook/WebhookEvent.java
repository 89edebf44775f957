package dev.rivyaroutes.simulator.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.server.ApiJson;
import java.time.Instant;

/** An event: the same bytes at each attempt. */
record WebhookEvent(String id, String account, String type, Instant createdAt, byte[] body) {

  private static final String API_VERSION = "2026-05-11";

  static final String TEST = "webhook.test";

  /** The end of a generation. */
  static WebhookEvent of(
      String id, String account, ObjectNode generation, WebhookStyle.Shape shape, Instant now) {
    String type = "generation." + generation.path("status").asText();
    ObjectNode json = envelope(id, type, now);
    switch (shape) {
      case DATA -> json.set("data", generation);
      case DATA_OBJECT -> json.putObject("data").set("object", generation);
      case GENERATION -> json.set("generation", generation);
    }
    return new WebhookEvent(id, account, type, now, ApiJson.bytes(json));
  }

  /** A safe test event; its type and payload are the simulator's own choice. */
  static WebhookEvent test(String id, String account, Instant now) {
    ObjectNode json = envelope(id, TEST, now);
    json.putObject("data").put("message", "This is a test event.");
    return new WebhookEvent(id, account, TEST, now, ApiJson.bytes(json));
  }

  private static ObjectNode envelope(String id, String type, Instant now) {
    return ApiJson.object()
        .put("id", id)
        .put("type", type)
        .put("api_version", API_VERSION)
        .put("created_at", ApiJson.time(now));
  }

  ObjectNode json() {
    return ApiJson.object()
        .put("id", id)
        .put("object", "webhook_event")
        .put("type", type)
        .put("created_at", ApiJson.time(createdAt));
  }
}
