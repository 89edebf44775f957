package dev.rivyaroutes.rivya.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * An answer of Rivya in a chat. Source: the "Chat" page of the Rivya documentation.
 *
 * @param id Rivya's id of the answer; null when it has none that is usable
 * @param session the session to go on in; null when it names none
 * @param text the answer itself
 * @param usage the tokens as Rivya counts them; may be missing
 */
public record ChatAnswer(
    String id,
    String session,
    String text,
    JsonNode usage,
    BigDecimal reserved,
    BigDecimal settled) {

  /** A longer answer is in its file alone: the ledger's texts have an end. */
  private static final int MOST_IN_LEDGER = 100_000;

  /** A few numbers; what is larger is something else. */
  private static final int MOST_USAGE = 10_000;

  /**
   * Reads an answer.
   *
   * @throws IllegalStateException when it has no text, so that the outcome is not known
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

  /** Half a character cannot be sent on; a question mark stands in its place. */
  private static String whole(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /** What the ledger keeps of it. */
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

  /** The answer out of what the ledger keeps; null when it is in its file alone. */
  public static String text(String json) {
    try {
      return Json.PLAIN.readTree(json).path("answer").textValue();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the ledger holds an answer that is no JSON", e);
    }
  }
}
