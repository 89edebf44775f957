package dev.rivyaroutes.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.OrderJobs.Deliveries;
import java.io.IOException;
import java.security.Principal;
import java.util.Map;
import java.util.Set;

/** Reads the body of an order. */
final class ReadOrder {
  private ReadOrder() {}

  /**
   * The body, an empty object where there is none.
   *
   * @param fields the fields that the order has, each a text
   */
  static JsonNode body(byte[] bytes, Set<String> fields) throws IOException {
    if (bytes.length == 0) {
      return Json.API.createObjectNode();
    }
    JsonNode body;
    try {
      body = Json.API.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw invalid("The body is not JSON; send none, or {\"reason\": \"…\"}.");
    }
    if (!body.isObject()) {
      throw invalid("The body must be a JSON object, such as {\"reason\": \"…\"}.");
    }
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      if (!fields.contains(field.getKey()) || !field.getValue().isTextual()) {
        throw invalid("Only these fields are supported, each a string: " + fields + ".");
      }
      requireStorable(field.getKey(), field.getValue().asText());
    }
    return body;
  }

  /** PostgreSQL refuses a NUL in a text. */
  static void requireStorable(String field, String text) {
    if (text.indexOf('\0') >= 0) {
      throw invalid("The field " + field + " contains a NUL character; remove it.");
    }
  }

  /** The author of the order and the reason in the field {@code reason}. */
  static Order order(Principal principal, JsonNode body) {
    return Caller.of(principal).order(body.path("reason").asText(""));
  }

  /** Which deliveries are repeated; null where the body does not say. */
  static Deliveries deliveries(JsonNode body) {
    String word = body.path("deliveries").asText("");
    if (!word.isEmpty() && !Deliveries.isKnown(word)) {
      throw invalid("The field deliveries must be dead or all.");
    }
    return word.isEmpty() ? null : Deliveries.of(word);
  }

  static Problem invalid(String detail) {
    return Problem.of(400, "invalid-order", detail);
  }
}
