package dev.rivyaroutes.simulator.generation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.simulator.server.ApiJson;
import java.time.Instant;

/**
 * The record of one paid generation, for the assertions of tests.
 *
 * @param sequence counts paid generations from 1 since the start or reset
 * @param idempotencyKey as sent, or null
 * @param bodySha256 hexadecimal, of the exact bytes of the body
 */
public record PaidGeneration(
    long sequence,
    String id,
    String account,
    String idempotencyKey,
    String bodySha256,
    JsonNode body,
    long reservedCredits,
    Instant createdAt) {

  public static PaidGeneration of(Generation generation) {
    PaidRequest order = generation.order();
    return new PaidGeneration(
        generation.sequence(),
        generation.id(),
        order.account(),
        order.key(),
        order.sha256(),
        ApiJson.parse(order.body()),
        order.reserved(),
        generation.createdAt());
  }

  public String prompt() {
    return body.path("prompt").asText();
  }

  public JsonNode params() {
    return body.path("params");
  }

  /** The caller's own trace id, or an empty text. */
  public String clientRequestId() {
    return body.path("client_request_id").asText();
  }
}
