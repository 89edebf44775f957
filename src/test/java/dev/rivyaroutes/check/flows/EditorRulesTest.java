package dev.rivyaroutes.check.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.rivyaroutes.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The rules of editors that people have. Those of Kaoto are of its package 2.7: how it finds a
 * Kamelet and its icon, which field of a form it shows for a parameter, and what it can open.
 * JetBrains reads JSON Schema up to draft 7.
 */
class EditorRulesTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Set<String> FIELDS = Set.of("string", "number", "integer", "boolean");

  /** Kaoto shows a large text area for these titles. */
  private static final Set<String> TEXT_AREAS =
      Set.of("Expression", "Description", "Query", "Script");

  /** Keywords of later drafts, which an editor for draft 7 would pass over. */
  private static final Set<String> LATER =
      Set.of(
          "$defs",
          "$anchor",
          "$dynamicRef",
          "$recursiveRef",
          "$vocabulary",
          "dependentRequired",
          "dependentSchemas",
          "maxContains",
          "minContains",
          "prefixItems",
          "unevaluatedItems",
          "unevaluatedProperties");

  /** Their keys are names and no keywords. */
  private static final Set<String> OF_NAMES =
      Set.of("properties", "definitions", "patternProperties", "default", "examples", "const");

  private static Map<String, JsonNode> read(Path folder, String ending) throws IOException {
    Map<String, JsonNode> read = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = file.getFileName().toString();
        if (name.endsWith(ending)) {
          read.put(name.replace(ending, ""), YAML.readTree(Files.readAllBytes(file)));
        }
      }
    }
    return read;
  }

  private static Map<String, JsonNode> kamelets() throws IOException {
    return read(Path.of("src/main/resources/kamelets"), ".kamelet.yaml");
  }

  @Test
  void kaotoShowsEachKameletWithItsIconAndAFormOfFields() throws IOException {
    List<String> breaches = new ArrayList<>();
    kamelets()
        .forEach(
            (name, kamelet) -> {
              JsonNode metadata = kamelet.path("metadata");
              JsonNode definition = kamelet.path("spec").path("definition");
              if (!metadata.path("name").asText().equals(name)) {
                breaches.add(name + ": Kaoto finds a Kamelet by its metadata.name");
              }
              if (!metadata
                  .path("annotations")
                  .path("camel.apache.org/kamelet.icon")
                  .asText()
                  .matches("data:image/svg\\+xml;base64,[A-Za-z0-9+/]+=*")) {
                breaches.add(name + ": the icon is the src of an image");
              }
              if (metadata.path("labels").path("camel.apache.org/kamelet.type").isMissingNode()
                  || definition.path("title").asText().isBlank()
                  || !definition.path("type").asText().equals("object")) {
                breaches.add(name + ": the tile needs a type and a title, the form an object");
              }
              JsonNode properties = definition.path("properties");
              definition
                  .path("required")
                  .forEach(
                      one -> {
                        if (!properties.has(one.asText())) {
                          breaches.add(name + ": requires " + one + ", which it does not have");
                        }
                      });
              properties
                  .fields()
                  .forEachRemaining(
                      one -> field(name + "." + one.getKey(), one.getValue(), breaches));
            });
    assertThat(breaches).isEmpty();
  }

  private static void field(String name, JsonNode property, List<String> breaches) {
    String type = property.path("type").asText();
    if (!FIELDS.contains(type)) {
      breaches.add(name + ": has no field for the type \"" + type + "\"");
    }
    if (property.has("enum") && !type.equals("string")) {
      breaches.add(name + ": values to choose from are shown for texts only");
    }
    if (TEXT_AREAS.contains(property.path("title").asText()) && !property.has("enum")) {
      breaches.add(name + ": the title makes it a text area");
    }
    if (Stream.of("oneOf", "anyOf", "allOf").anyMatch(property::has)) {
      breaches.add(name + ": a form has no choice of schemas for it");
    }
    JsonNode usual = property.path("default");
    boolean fits =
        switch (type) {
          case "boolean" -> usual.isBoolean();
          case "integer", "number" -> usual.isNumber();
          default -> usual.isTextual();
        };
    if (!usual.isMissingNode() && !fits) {
      breaches.add(name + ": the default " + usual + " is no " + type);
    }
  }

  @Test
  void kaotoOpensEachShippedFlowWithAllParametersInForms() throws IOException {
    Map<String, JsonNode> kamelets = kamelets();
    List<String> breaches = new ArrayList<>();
    Map<String, JsonNode> flows = read(Path.of("routes"), ".camel.yaml");
    flows.putAll(read(Path.of("src/main/resources/init"), ".camel.yaml"));
    assertThat(flows).isNotEmpty();
    flows.forEach(
        (name, flow) -> {
          Set<String> ids = new TreeSet<>();
          for (JsonNode entity : flow) {
            JsonNode route = entity.path("route");
            if (entity.size() != 1
                || !ids.add(route.path("id").asText())
                || !route.path("from").path("steps").isArray()) {
              breaches.add(name + ": Kaoto shows routes with ids and steps");
            }
          }
          flow.findParents("uri").forEach(step -> step(name, step, kamelets, breaches));
        });
    assertThat(breaches).isEmpty();
  }

  private static void step(
      String flow, JsonNode step, Map<String, JsonNode> kamelets, List<String> breaches) {
    String uri = step.path("uri").asText();
    if (uri.contains("?")) {
      breaches.add(flow + ": " + uri + " has parameters that no form shows");
    }
    if (uri.startsWith("kamelet:")) {
      JsonNode kamelet = kamelets.get(uri.substring("kamelet:".length()));
      JsonNode properties =
          kamelet == null
              ? Json.PLAIN.createObjectNode()
              : kamelet.path("spec").path("definition").path("properties");
      step.path("parameters")
          .fieldNames()
          .forEachRemaining(
              parameter -> {
                if (!properties.has(parameter)) {
                  breaches.add(flow + ": the form of " + uri + " has no " + parameter);
                }
              });
    }
  }

  static Stream<JsonNode> schemas() throws IOException {
    return Stream.of(
        FlowSchema.of(new StandardEnvironment(), Path.of("target")),
        Json.PLAIN.readTree(Path.of("src/main/resources/schema/flow-test.schema.json").toFile()));
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void schemasKeepWithinDraftSeven(JsonNode schema) {
    assertThat(schema.path("$schema").asText())
        .isEqualTo("http://json-schema.org/draft-07/schema#");
    assertThat(
            JsonSchemaFactory.getInstance(VersionFlag.V7)
                .getSchema(SchemaLocation.of(SchemaId.V7))
                .validate(schema))
        .isEmpty();
    Set<String> later = new TreeSet<>();
    keywords(schema, true, later);
    assertThat(later).isEmpty();
  }

  private static void keywords(JsonNode node, boolean ofKeywords, Set<String> later) {
    node.fields()
        .forEachRemaining(
            field -> {
              if (ofKeywords && LATER.contains(field.getKey())) {
                later.add(field.getKey());
              }
              keywords(field.getValue(), !(ofKeywords && OF_NAMES.contains(field.getKey())), later);
            });
    if (node.isArray()) {
      node.forEach(item -> keywords(item, ofKeywords, later));
    }
  }
}
