package dev.rivyaroutes.check.flows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.springframework.core.env.ConfigurableEnvironment;

/** The parameters of a Kamelet as JSON schema: what may be written, and what it means. */
final class KameletSchema {

  private static final String PLACEHOLDER = "\\{\\{";
  private static final String NUMBER = "^[+-]?\\d{1,9}$|" + PLACEHOLDER;
  private static final String TRUTH = "^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$|" + PLACEHOLDER;
  private static final String DURATION =
      "^(\\d{1,9}([mM][sS]|[sSmMhHdD])?)+$|^[pP][0-9dDtThHmMsS.]+$|" + PLACEHOLDER;
  private static final String SIZE = "^\\d{1,12}([kKmMgGtT]?[bB])?$|" + PLACEHOLDER;

  private final ConfigurableEnvironment environment;
  private final ModelChoices models;

  KameletSchema(ConfigurableEnvironment environment, ModelChoices models) {
    this.environment = environment;
    this.models = models;
  }

  ObjectNode of(String name, Kamelets.Kamelet kamelet) throws IOException {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("type", "object").put("additionalProperties", false);
    if (!kamelet.required().isEmpty()) {
      kamelet.required().stream().sorted().forEach(schema.putArray("required")::add);
    }
    ObjectNode properties = schema.putObject("properties");
    List<NodeTuple> written = YamlTree.entries(kamelet.definition(), "properties");
    for (NodeTuple parameter : written) {
      String key = YamlTree.text(parameter.getKeyNode());
      properties.set(key, parameter(name, key, kamelet, parameter.getValueNode()));
    }
    CheckKameletUse.OF_CAMEL.stream()
        .sorted()
        .filter(key -> !properties.has(key))
        .forEach(properties::putObject);
    return schema;
  }

  private ObjectNode parameter(String name, String key, Kamelets.Kamelet kamelet, Node node)
      throws IOException {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    for (String text : List.of("title", "description")) {
      YamlTree.textOf(node, text).ifPresent(value -> schema.put(text, value));
    }
    YamlTree.textOf(node, "default")
        .ifPresent(value -> schema.set("default", typed(kamelet.parameters().get(key), value)));
    Kamelets.Parameter declared = kamelet.parameters().get(key);
    Optional<String> connections = CheckConnections.prefix(name, key);
    Map<String, String> choices = new LinkedHashMap<>();
    if (!declared.oneOf().isEmpty()) {
      declared.oneOf().forEach(value -> choices.put(value, ""));
    } else if (key.equals("account")) {
      CheckFlowFiles.accounts(environment)
          .forEach(one -> choices.put(one, "The account rivya.accounts." + one + "."));
    } else if (connections.isPresent()) {
      CheckConnections.names(environment, connections.get())
          .forEach(
              one -> choices.put(one, "The connection " + connections.get() + "." + one + "."));
    } else if (key.equals("model") && CheckSinks.ACCEPT.contains(name)) {
      models.addTo(schema, name.equals("rivya-chat-sink"));
      return schema;
    } else {
      YamlTree.textOf(node, "example").ifPresent(value -> schema.putArray("examples").add(value));
      schema.putArray("type").add("string").add("number").add("boolean");
      pattern(declared).ifPresent(pattern -> schema.put("pattern", pattern));
      return schema;
    }
    Choices.addTo(schema, choices);
    return schema;
  }

  private static JsonNode typed(Kamelets.Parameter declared, String value) {
    return switch (declared.type()) {
      case "boolean" -> JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(value));
      case "integer" -> JsonNodeFactory.instance.numberNode(Long.parseLong(value));
      default -> JsonNodeFactory.instance.textNode(value);
    };
  }

  private static Optional<String> pattern(Kamelets.Parameter declared) {
    return Optional.ofNullable(
        switch (declared.type() + declared.format()) {
          case "integer" -> NUMBER;
          case "boolean" -> TRUTH;
          case "stringduration" -> DURATION;
          case "stringdata-size" -> SIZE;
          default -> null;
        });
  }
}
