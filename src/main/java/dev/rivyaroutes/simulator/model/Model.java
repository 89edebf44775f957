package dev.rivyaroutes.simulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** A model of the catalogue: its public item, and the parameters that requests are validated by. */
public record Model(ObjectNode item, Category category, Map<String, JsonNode> params) {

  static Model of(ObjectNode item) {
    Map<String, JsonNode> params = new LinkedHashMap<>();
    item.path("params").forEach(param -> params.put(param.path("key").asText(), param));
    return new Model(item, categoryOf(item.path("category").asText()), params);
  }

  private static Category categoryOf(String name) {
    return switch (name) {
      case "image" -> Category.IMAGE;
      case "video" -> Category.VIDEO;
      case "audio" -> Category.AUDIO;
      default -> null;
    };
  }

  public String id() {
    return item.path("id").asText();
  }

  /** Whether the API takes tasks for it now; chat models are no tasks. */
  public boolean takesTasks() {
    return category != null && item.path("api_status").asText().equals("available");
  }

  /** Whether the API takes chat turns for it now. */
  public boolean takesTurns() {
    return item.path("category").asText().equals("chat")
        && item.path("api_status").asText().equals("available");
  }

  public boolean takesInput(String input) {
    for (JsonNode supported : item.path("supported_api_inputs")) {
      if (supported.asText().equals(input)) {
        return true;
      }
    }
    return false;
  }

  /** The longest prompt; unlimited if the catalogue names no limit. */
  public int promptMax() {
    return item.path("max_prompt_length").asInt(Integer.MAX_VALUE);
  }

  public int referencesMax() {
    return item.path("reference_media").path("max_files").asInt(0);
  }

  /** The rule for references of a kind, or a missing node where the model takes none. */
  public JsonNode referenceKind(String kind) {
    for (JsonNode rule : item.path("reference_media").path("kinds")) {
      if (rule.path("kind").asText().equals(kind)) {
        return rule;
      }
    }
    return item.path("no such kind");
  }

  /** What a task reserves: fixed, or by thousand characters where the model is metered. */
  public long reserved(String prompt) {
    return item.path("base_credits").asLong() * (metered() ? 1 + prompt.length() / 1000 : 1);
  }

  /** The final cost of a successful task: a metered one refunds a third. */
  public long settled(long reserved) {
    return metered() ? reserved - reserved / 3 : reserved;
  }

  private boolean metered() {
    return item.path("billing_type").asText().equals("METERED");
  }
}
