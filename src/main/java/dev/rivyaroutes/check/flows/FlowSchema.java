package dev.rivyaroutes.check.flows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Variables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The JSON schema of flow files for editors: Camel's canonical one, where each Kamelet has its own
 * parameters, and accounts, connections and models are those that there are.
 */
public final class FlowSchema {

  private static final String DEFINITIONS = "/items/definitions";
  private static final String KAMELET = "kamelet:";

  /** Where an address stands, and the kinds of Kamelets that it may name. */
  private static final Map<String, Set<String>> ADDRESSES =
      Map.of(
          "org.apache.camel.model.FromDefinition", Set.of("source", ""),
          "org.apache.camel.dsl.yaml.deserializers.RouteFromDefinitionDeserializer",
              Set.of("source", ""),
          "org.apache.camel.model.ToDefinition", Set.of("sink", "action", ""),
          "org.apache.camel.model.WireTapDefinition", Set.of("sink", "action", ""));

  /** The variables that a flow sets for the step that accepts its briefs. */
  private static final Map<String, String> VARIABLES =
      Map.of(
          Variables.PROMPT, "The prompt of the brief: text.",
          Variables.PARAMS, "The parameters of the model: a JSON object as text.",
          Variables.MESSAGE, "The message of a chat turn: text.",
          Variables.CONVERSATION, "The conversation that a chat turn belongs to: text.");

  private final Kamelets kamelets;
  private final KameletSchema parameters;
  private final ModelChoices models;
  private final Set<String> used;

  private FlowSchema(ConfigurableEnvironment environment, Path folder) throws IOException {
    this.kamelets = Kamelets.of(environment);
    this.models =
        new ModelChoices(
            new KnownModels(environment, folder), CheckFlowFiles.accounts(environment));
    this.parameters = new KameletSchema(environment, models);
    this.used = usedModels(environment);
  }

  /**
   * The schema for a configuration.
   *
   * @param folder the working folder, whose {@code .rivya/models.json} has the models
   */
  public static JsonNode of(ConfigurableEnvironment environment, Path folder) throws IOException {
    return new FlowSchema(environment, folder).schema();
  }

  private static Set<String> usedModels(ConfigurableEnvironment environment) {
    UnaryOperator<String> resolve = new ResolvePlaceholders(environment);
    Set<String> models = new TreeSet<>();
    for (FlowFile file : FlowFiles.readable(environment, new ArrayList<>()).all()) {
      if (file.root() != null) {
        file.uses(file.root()).forEach(use -> models.add(use.value("model", "", resolve)));
      }
    }
    return models;
  }

  private JsonNode schema() throws IOException {
    ObjectNode schema = CanonicalSchema.read();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", "A flow of Rivya Routes");
    ObjectNode definitions = (ObjectNode) schema.at(DEFINITIONS);
    for (String name : kamelets.names()) {
      definitions.set(KAMELET + name, parameters.of(name, kamelets.get(name)));
    }
    ADDRESSES.forEach((name, kinds) -> narrow(definitions.path(name), kinds));
    offerVariables(definitions.path("org.apache.camel.model.SetVariableDefinition"));
    return schema;
  }

  /** A definition may be a choice of forms, of which one has the address as a key. */
  private void narrow(JsonNode definition, Set<String> kinds) {
    definition.path("oneOf").forEach(form -> narrow(form, kinds));
    if (definition instanceof ObjectNode form && form.at("/properties/uri").isObject()) {
      List<String> names =
          kamelets.names().stream()
              .filter(name -> kinds.contains(kamelets.get(name).kind()))
              .toList();
      form.withObject("/properties").set("uri", address(form.at("/properties/uri"), names));
      ArrayNode rules = form.withArray("/allOf");
      names.forEach(name -> rules.add(rule(name)));
    }
  }

  private ObjectNode address(JsonNode before, List<String> names) {
    ObjectNode uri = before.deepCopy();
    uri.remove("type");
    Map<String, String> choices = new LinkedHashMap<>();
    for (String name : names) {
      String text = YamlTree.textOf(kamelets.get(name).definition(), "description").orElse("");
      choices.put(KAMELET + name, text);
    }
    ArrayNode forms = uri.putArray("anyOf").add(Choices.of(choices));
    // Other components, Kamelets with options in their address, and the steps around a Kamelet.
    forms.addObject().put("type", "string").put("pattern", "^(?!kamelet:)|^kamelet:.*[?/{]");
    return uri;
  }

  private ObjectNode rule(String name) {
    ObjectNode rule = JsonNodeFactory.instance.objectNode();
    ObjectNode condition = rule.putObject("if");
    condition.putObject("properties").putObject("uri").put("const", KAMELET + name);
    condition.putArray("required").add("uri");
    ObjectNode then = rule.putObject("then");
    then.putObject("properties")
        .putObject("parameters")
        .put("$ref", "#" + DEFINITIONS + "/" + KAMELET + name);
    if (!kamelets.get(name).required().isEmpty()) {
      then.putArray("required").add("parameters");
    }
    return rule;
  }

  private void offerVariables(JsonNode definition) {
    ((ObjectNode) definition.at("/properties/name"))
        .putArray("anyOf")
        .add(Choices.of(new TreeMap<>(VARIABLES)))
        .addObject()
        .put("type", "string");
    ObjectNode rule = ((ObjectNode) definition).withArray("/allOf").addObject();
    rule.putObject("if").putObject("properties").putObject("name").put("const", Variables.PARAMS);
    ObjectNode text =
        rule.putObject("then")
            .putObject("properties")
            .putObject("expression")
            .putObject("properties")
            .putObject("constant")
            .putObject("properties")
            .putObject("expression");
    text.put("description", "A JSON object with parameters of the model.");
    models.params(used).forEach(text.putArray("examples")::add);
  }
}
