package dev.rivyaroutes.check.flows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * Camel's own schema of the YAML DSL without its short forms: no endpoint and no expression as a
 * bare string, and no language beside {@code expression}. A placeholder may stand for any scalar.
 */
final class CanonicalSchema {

  private CanonicalSchema() {}

  static ObjectNode read() throws IOException {
    return (ObjectNode) canonical(YamlDslSchema.read());
  }

  private static JsonNode canonical(JsonNode node) {
    if (node instanceof ArrayNode array) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> all.add(canonical(item)));
      return all;
    }
    if (!(node instanceof ObjectNode)) {
      return node;
    }
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    node.fields().forEachRemaining(field -> all.set(field.getKey(), canonical(field.getValue())));
    if (all.get("oneOf") instanceof ArrayNode forms) {
      all.set("oneOf", longForms(forms));
    }
    String type = all.path("type").asText();
    if (type.equals("boolean") || type.equals("number") || type.equals("integer")) {
      all.remove("enum");
      all.putArray("type").add(type).add("string");
      all.put("pattern", "^(true|false|\\d+|.*\\{\\{.+\\}\\}.*)$");
    }
    return all;
  }

  private static ArrayNode longForms(ArrayNode forms) {
    ArrayNode kept = JsonNodeFactory.instance.arrayNode();
    for (JsonNode form : forms) {
      if (form.path("required").path(0).asText().equals("expression")) {
        return kept.removeAll().add(form);
      }
      if (!form.path("type").asText().equals("string")) {
        kept.add(form);
      }
    }
    return kept.isEmpty() ? forms : kept;
  }
}
