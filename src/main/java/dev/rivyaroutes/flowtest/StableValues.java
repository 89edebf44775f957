package dev.rivyaroutes.flowtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Selects what of a result is worth to be named in a test. */
public final class StableValues {

  /** They are others in each run. */
  private static final String VOLATILE = "size|.*sha256";

  private static final String INSTANT = "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d\\S*";

  /** A text that is an id and nothing else. */
  private static final String ID = "\\$\\{[a-z-]+}";

  private StableValues() {}

  private static boolean isStable(String key, JsonNode value) {
    boolean others =
        value.isNull()
            || key.matches(VOLATILE)
            || value.isTextual() && value.asText().matches(INSTANT + "|" + ID);
    return !others;
  }

  /** What is worth to be named: no nulls, and no values that are others in the next run. */
  public static JsonNode of(JsonNode value) {
    if (value.isObject()) {
      ObjectNode stable = ((ObjectNode) value).objectNode();
      value
          .fields()
          .forEachRemaining(
              field -> {
                JsonNode kept = of(field.getValue());
                boolean empty = kept.isObject() && kept.isEmpty() && !field.getValue().isEmpty();
                if (!empty && isStable(field.getKey(), field.getValue())) {
                  stable.set(field.getKey(), kept);
                }
              });
      return stable;
    }
    if (value.isArray()) {
      ArrayNode stable = ((ArrayNode) value).arrayNode();
      value.forEach(item -> stable.add(of(item)));
      return stable;
    }
    return value;
  }
}
