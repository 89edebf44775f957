package dev.rivyaroutes.flowtest.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.Nearest;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.editor.EditorFiles;
import dev.rivyaroutes.check.flows.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Checks a file of tests against the schema that editors use; findings name line and column. It
 * knows the words of JSON Schema that this schema has.
 */
final class CheckSchema {
  private final JsonNode schema;

  CheckSchema() throws IOException {
    try (InputStream file = CheckSchema.class.getResourceAsStream(EditorFiles.TESTS)) {
      schema = Json.PLAIN.readTree(file);
    }
  }

  List<Finding> check(TestFile file) {
    List<Finding> findings = new ArrayList<>();
    check(file, "the file", file.root(), schema, findings);
    return findings;
  }

  private void check(TestFile file, String name, Node node, JsonNode rule, List<Finding> findings) {
    if (rule.has("$ref")) {
      check(file, name, node, schema.at(rule.get("$ref").asText().substring(1)), findings);
      return;
    }
    if (rule.has("oneOf")) {
      JsonNode fitting = fitting(node, rule.get("oneOf"));
      if (fitting == null) {
        add(findings, file, node, name + " cannot be this.", "Write " + describe(rule) + ".");
      } else {
        check(file, name, node, fitting, findings);
      }
      return;
    }
    if (!isOfType(node, rule)) {
      String type = types(rule).get(0);
      add(findings, file, node, name + " must be " + words(type) + ".", describe(rule));
      return;
    }
    if (rule.has("enum")) {
      List<String> values = new ArrayList<>();
      rule.get("enum").forEach(value -> values.add(value.asText()));
      if (!values.contains(YamlTree.text(node))) {
        add(
            findings,
            file,
            node,
            "%s is \"%s\".".formatted(name, YamlTree.text(node)),
            "It must be one of %s.".formatted(String.join(", ", values)));
      }
    }
    if (node instanceof MappingNode mapping) {
      mapping(file, name, mapping, rule, findings);
    }
    if (node instanceof SequenceNode items && rule.has("items")) {
      items
          .getValue()
          .forEach(item -> check(file, "an item of " + name, item, rule.get("items"), findings));
    }
  }

  private void mapping(
      TestFile file, String name, MappingNode node, JsonNode rule, List<Finding> findings) {
    JsonNode properties = rule.path("properties");
    JsonNode others = rule.path("additionalProperties");
    TreeSet<String> known = new TreeSet<>();
    properties.fieldNames().forEachRemaining(known::add);
    for (NodeTuple entry : node.getValue()) {
      String key = YamlTree.text(entry.getKeyNode());
      if (properties.has(key)) {
        check(file, key, entry.getValueNode(), properties.get(key), findings);
      } else if (others.isObject()) {
        check(file, key, entry.getValueNode(), others, findings);
      } else if (others.isBoolean() && !others.asBoolean()) {
        String near = Nearest.near(key, known);
        add(
            findings,
            file,
            entry.getKeyNode(),
            "%s has no key %s.".formatted(name, key),
            near == null
                ? "It takes %s.".formatted(String.join(", ", known))
                : "Did you mean %s?".formatted(near));
      }
    }
    rule.path("required")
        .forEach(
            required -> {
              if (YamlTree.value(node, required.asText()).isEmpty()) {
                add(
                    findings,
                    file,
                    node,
                    "%s lacks its %s.".formatted(name, required.asText()),
                    "Add %s: below it.".formatted(required.asText()));
              }
            });
  }

  /** The first form of the right type; null if there is none. */
  private JsonNode fitting(Node node, JsonNode forms) {
    for (JsonNode form : forms) {
      JsonNode rule = form.has("$ref") ? schema.at(form.get("$ref").asText().substring(1)) : form;
      if (isOfType(node, rule)) {
        return rule;
      }
    }
    return null;
  }

  private static List<String> types(JsonNode rule) {
    JsonNode type = rule.path("type");
    List<String> types = new ArrayList<>();
    (type.isArray() ? type : List.of(type)).forEach(one -> types.add(one.asText("")));
    return types;
  }

  private static boolean isOfType(Node node, JsonNode rule) {
    return types(rule).stream().anyMatch(type -> isOfType(node, type));
  }

  private static boolean isOfType(Node node, String type) {
    return switch (type) {
      case "object" -> node instanceof MappingNode;
      case "array" -> node instanceof SequenceNode;
      case "string" -> scalar(node).isTextual();
      case "number" -> scalar(node).isNumber();
      case "boolean" -> scalar(node).isBoolean();
      case "integer" -> scalar(node).isIntegralNumber();
      default -> true;
    };
  }

  private static JsonNode scalar(Node node) {
    return node instanceof ScalarNode ? YamlJson.of(node) : MissingNode.getInstance();
  }

  private static String words(String type) {
    return switch (type) {
      case "object" -> "a mapping of keys and values";
      case "array" -> "a list";
      case "string" -> "a text";
      case "boolean" -> "true or false";
      default -> "a whole number";
    };
  }

  private static String describe(JsonNode rule) {
    return rule.path("description").asText("");
  }

  private static void add(
      List<Finding> findings, TestFile file, Node node, String problem, String remedy) {
    findings.add(Finding.at(Rule.FLOW_TEST, file.place(node), sentence(problem), remedy));
  }

  private static String sentence(String problem) {
    return Character.toUpperCase(problem.charAt(0)) + problem.substring(1);
  }
}
