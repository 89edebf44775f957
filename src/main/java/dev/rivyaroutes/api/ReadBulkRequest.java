package dev.rivyaroutes.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.http.BulkFields;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Reads the body that asks for a bulk order. */
final class ReadBulkRequest {
  private static final Set<String> TEXTS = Set.of("name", "order", "deliveries", "q", "reason");
  private static final Set<String> NUMBERS = Set.of("first", "stop_above");

  private ReadBulkRequest() {}

  static BulkFields fields(byte[] bytes) throws IOException {
    JsonNode body;
    try {
      body = bytes.length == 0 ? Json.API.createObjectNode() : Json.API.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw ReadOrder.invalid("The body is not JSON.");
    }
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      boolean text = TEXTS.contains(field.getKey()) && field.getValue().isTextual();
      boolean number = NUMBERS.contains(field.getKey()) && field.getValue().isInt();
      if (!text && !number) {
        throw ReadOrder.invalid(
            "The field "
                + field.getKey()
                + " is not supported. A bulk order has the texts name, order, deliveries, q and"
                + " reason, and the whole numbers first and stop_above.");
      }
      ReadOrder.requireStorable(field.getKey(), field.getValue().asText());
    }
    return new BulkFields(
        body.path("name").asText(""),
        body.path("order").asText(""),
        body.path("deliveries").asText(""),
        body.path("q").asText(""),
        body.path("reason").asText(""),
        number(body, "first"),
        number(body, "stop_above"));
  }

  private static Integer number(JsonNode body, String field) {
    return body.has(field) ? body.path(field).asInt() : null;
  }
}
