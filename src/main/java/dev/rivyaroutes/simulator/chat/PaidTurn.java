package dev.rivyaroutes.simulator.chat;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.server.ApiJson;
import java.time.Instant;

/**
 * The record of one paid chat turn.
 *
 * @param sequence counts paid turns from 1 since the start or reset
 * @param session the session that it belongs to
 */
public record PaidTurn(
    long sequence,
    String id,
    String account,
    @JsonUnwrapped TurnRequest request,
    String session,
    String answer,
    @JsonUnwrapped TurnCredits credits,
    Instant createdAt) {

  public String idempotencyKey() {
    return request.idempotencyKey();
  }

  public JsonNode body() {
    return request.body();
  }

  public long finalCredits() {
    return credits.finalCredits();
  }

  public String message() {
    return body().path("message").asText();
  }

  /** The caller's own trace id, or an empty text. */
  public String clientRequestId() {
    return body().path("client_request_id").asText();
  }

  /** The answer in the documented form. */
  ObjectNode completion() {
    int in = 10 + message().length() / 4;
    int out = 5 + answer.length() / 4;
    ObjectNode json =
        ApiJson.object()
            .put("id", id)
            .put("object", "chat.completion")
            .put("session_id", session)
            .put("model", body().path("model").asText())
            .put("created_at", ApiJson.time(createdAt));
    json.putObject("message")
        .put("id", "message_" + id)
        .put("role", "assistant")
        .put("content", answer);
    json.putObject("usage")
        .put("input_tokens", in)
        .put("output_tokens", out)
        .put("total_tokens", in + out);
    json.putObject("credits")
        .put("reserved", credits.reservedCredits())
        .put("final", credits.finalCredits());
    return json;
  }
}
