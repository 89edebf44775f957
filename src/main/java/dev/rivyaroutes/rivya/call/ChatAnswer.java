package dev.rivyaroutes.rivya.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * A chat answer of Rivya. Source: the "Chat" page of the Rivya documentation.
 *
 * @param id Rivya's id of the answer; null when it has no valid one
 * @param session the session to continue; null when it names none
 * @param text the answer itself
 * @param usage the token counts of Rivya; may be missing
 */
public record ChatAnswer(
    String id,
    String session,
    String text,
    JsonNode usage,
    BigDecimal reserved,
    BigDecimal settled) {

  /** A longer answer is stored only as a file. */
  private static final int MOST_IN_LEDGER = 100_000;

  /** A larger object is not stored. */
  private static final int MOST_USAGE = 10_000;

  /**
   * Reads an answer.
   *
   * @throws IllegalStateException when it has no text, so that the outcome is unknown
   */
  public static ChatAnswer of(JsonNode answer) {
    JsonNode text = answer.path("message").path("content");
    if (!text.isTextual()) {
      throw new IllegalStateException("Rivya answered the chat call without a message");
    }
    String session = answer.path("session_id").asText("");
    JsonNode credits = answer.path("credits");
    String id = answer.path("id").asText("");
    return new ChatAnswer(
        RivyaRequest.isId(id) ? id : null,
        RivyaRequest.isId(session) ? session : null,
        whole(text.textValue()),
        answer.path("usage"),
        RivyaIds.credits(credits, "reserved"),
        RivyaIds.credits(credits, "final"));
  }

  /** An unpaired surrogate becomes a question mark. */
  private static String whole(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /** The JSON that the ledger stores. */
  public String json() {
    ObjectNode kept = Json.PLAIN.createObjectNode();
    if (text.length() <= MOST_IN_LEDGER) {
      kept.put("answer", text);
    }
    kept.put("session_id", session);
    if (usage.isObject() && usage.toString().length() <= MOST_USAGE) {
      kept.set("usage", usage);
    }
    return kept.toString();
  }

  /** The answer in the JSON of the ledger; null when it is stored only as a file. */
  public static String text(String json) {
    try {
      return Json.PLAIN.readTree(json).path("answer").textValue();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The ledger holds an answer that is not valid JSON.", e);
    }
  }
}
