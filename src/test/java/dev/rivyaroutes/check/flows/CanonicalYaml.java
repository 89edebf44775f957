package dev.rivyaroutes.check.flows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Checks routes against Camel's own schema without its short forms. */
final class CanonicalYaml {

  /** A Kamelet's from stands in item 0, route, from. */
  private static final int WRAPPED = 3;

  private final JsonSchema schema;

  CanonicalYaml() throws IOException {
    schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
            .getSchema(
                CanonicalSchema.read(),
                SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build());
  }

  /** Holds a list of routes against the schema; each breach stands at its line. */
  List<Finding> check(String file, Node routes) {
    return check(file, routes, json(routes), 0);
  }

  /** Holds the one route of a Kamelet against the schema. */
  List<Finding> checkFrom(String file, Node from) {
    ArrayNode routes = JsonNodeFactory.instance.arrayNode();
    routes.addObject().putObject("route").set("from", json(from));
    return check(file, from, routes, WRAPPED);
  }

  private List<Finding> check(String file, Node root, JsonNode routes, int above) {
    List<Finding> breaches = new ArrayList<>();
    for (ValidationMessage message : schema.validate(routes)) {
      Node at = root;
      for (int i = above; i < message.getInstanceLocation().getNameCount(); i++) {
        at = below(at, message.getInstanceLocation().getElement(i));
      }
      if (message.getProperty() != null) {
        at = below(at, message.getProperty());
      }
      breaches.add(
          Finding.at(
              Rule.KAMELET,
              FileLine.of(file, at),
              "no canonical YAML: " + message.getMessage(),
              ""));
    }
    return breaches;
  }

  static Node below(Node node, Object step) {
    List<Node> items = YamlTree.items(node);
    if (step instanceof Integer index && index < items.size()) {
      return items.get(index);
    }
    for (NodeTuple entry : YamlTree.entries(node)) {
      if (YamlTree.text(entry.getKeyNode()).equals(step.toString())) {
        boolean isScalar = entry.getValueNode() instanceof ScalarNode;
        return isScalar ? entry.getKeyNode() : entry.getValueNode();
      }
    }
    return node;
  }

  static JsonNode json(Node node) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (node instanceof SequenceNode) {
      ArrayNode array = json.arrayNode();
      YamlTree.items(node).forEach(item -> array.add(json(item)));
      return array;
    }
    if (node instanceof ScalarNode scalar) {
      boolean isPlain = scalar.isPlain();
      String text = scalar.getValue();
      if (isPlain && (text.equals("true") || text.equals("false"))) {
        return json.booleanNode(text.equals("true"));
      }
      return isPlain && text.matches("\\d{1,9}")
          ? json.numberNode(Integer.parseInt(text))
          : json.textNode(text);
    }
    ObjectNode object = json.objectNode();
    YamlTree.entries(node)
        .forEach(
            entry -> object.set(YamlTree.text(entry.getKeyNode()), json(entry.getValueNode())));
    return object;
  }
}
