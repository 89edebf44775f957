package dev.rivyaroutes.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.ledger.events.NewEvent;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Reads an event. The generation is the value of {@code data}, {@code data.object} or {@code
 * generation} that has an {@code id}; other fields are ignored. Source: the "Webhooks" page of the
 * Rivya documentation.
 */
final class ReadEvent {

  private static final ObjectReader JSON =
      Json.PLAIN.reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final List<String> PLACES = List.of("/data", "/data/object", "/generation");
  private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,200}");
  private static final Pattern TYPE = Pattern.compile("[\\w.-]{1,100}");
  private static final Pattern STATUS = Pattern.compile("[a-z_]{1,20}");
  private static final String GENERATION = "generation.";
  private static final int LONGEST = 1_000_000;

  private ReadEvent() {}

  /**
   * @param id the signed id; empty where the signature covers none
   */
  static NewEvent of(String account, String id, byte[] body) throws EventUnreadable {
    JsonNode event = read(body);
    String type = text(event.path("type"), TYPE);
    JsonNode generation = generation(event);
    String taskId = generation == null ? null : text(generation.path("id"), ID);
    String json = taskId == null ? null : generation.toString();
    return new NewEvent(
        account,
        ID.matcher(id).matches()
            ? id
            : "sha256:" + DigestUtils.sha256Hex(id.isEmpty() ? body : id.getBytes(UTF_8)),
        taskId,
        type == null ? "unknown" : type,
        taskId == null ? null : status(type, generation),
        json == null || json.length() > LONGEST ? null : json,
        createdAt(event.path("created_at")));
  }

  private static Instant createdAt(JsonNode time) {
    try {
      return time.isTextual() ? Instant.parse(time.textValue()) : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static JsonNode read(byte[] body) throws EventUnreadable {
    try {
      JsonNode event = JSON.readTree(body);
      if (event.isObject()) {
        return event;
      }
    } catch (IOException e) {
      // Reported below: this message quotes the content.
    }
    throw new EventUnreadable("The event is not a JSON object.");
  }

  private static JsonNode generation(JsonNode event) {
    return PLACES.stream()
        .map(event::at)
        .filter(place -> place.path("id").isTextual())
        .findFirst()
        .orElse(null);
  }

  private static String status(String type, JsonNode generation) {
    String status = text(generation.path("status"), STATUS);
    return status != null || type == null || !type.startsWith(GENERATION)
        ? status
        : text(type.substring(GENERATION.length()), STATUS);
  }

  private static String text(JsonNode node, Pattern form) {
    return node.isTextual() ? text(node.textValue(), form) : null;
  }

  private static String text(String text, Pattern form) {
    return form.matcher(text).matches() ? text : null;
  }
}
