package dev.rivyaroutes.check.flows;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** A list of values in a schema, each with what it means, as VS Code and JetBrains show it. */
final class Choices {

  private static final String PLACEHOLDER = "\\{\\{";

  private Choices() {}

  /**
   * @param values the values, and what each means; empty where it means nothing more
   */
  static ObjectNode of(Map<String, String> values) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    ArrayNode names = schema.putArray("enum");
    values.keySet().forEach(names::add);
    if (values.values().stream().anyMatch(text -> !text.isEmpty())) {
      ArrayNode plain = schema.putArray("enumDescriptions");
      ArrayNode markdown = schema.putArray("markdownEnumDescriptions");
      ObjectNode jetbrains = schema.putObject("x-intellij-enum-metadata");
      values.forEach(
          (name, text) -> {
            plain.add(text);
            markdown.add(text.replace("\n", "\n\n"));
            jetbrains.putObject(name).put("description", text);
          });
    }
    return schema;
  }

  /** Also allows a placeholder of the configuration in the place of a value. */
  static void addTo(ObjectNode parameter, Map<String, String> values) {
    ArrayNode forms = parameter.putArray("anyOf");
    // An empty list is no valid schema.
    if (!values.isEmpty()) {
      forms.add(of(values));
    }
    forms.addObject().put("type", "string").put("pattern", PLACEHOLDER);
  }
}
