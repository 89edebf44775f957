package dev.rivyaroutes.check.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.rivyaroutes.check.CheckedHouse;
import dev.rivyaroutes.check.WrongConfiguration;
import dev.rivyaroutes.check.command.WrongCase;
import dev.rivyaroutes.check.start.ReadConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What editors refuse, the check refuses; what the check refuses and a schema can tell, editors do.
 */
class FlowSchemaTest {

  /** The rules that a schema can hold. */
  private static final Set<String> TOLD = Set.of("route", "kamelet", "connection");

  /** What no schema can tell: it knows one value at a time, and not what the program has. */
  private static final List<String> NOT_TOLD =
      List.of(
          "This program has no component",
          "This program has no language",
          "which has an &",
          "This is not a list");

  @TempDir private Path folder;

  /** Most cases have the same configuration, and a schema takes long to read. */
  private static final Map<String, JsonSchema> SCHEMAS = new HashMap<>();

  /** Not those whose configuration alone is wrong. */
  static Stream<WrongCase> cases() throws IOException {
    return WrongCase.all().stream()
        .filter(
            one ->
                one.content().get("config") == null
                    || one.finds().stream().anyMatch(found -> TOLD.contains(found.rule())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void agreesWithTheCheck(WrongCase one) throws IOException {
    one.write(folder);
    CheckedHouse house = new CheckedHouse(folder);
    Set<String> refused;
    try {
      refused = refused(one, house);
    } catch (WrongConfiguration | YAMLException e) {
      return; // What is no YAML, no schema can read.
    }

    Set<String> wrong = files(one.finds().stream().filter(f -> f.severity().equals("error")));
    Set<String> told =
        files(
            one.finds().stream()
                .filter(f -> TOLD.contains(f.rule()) && f.severity().equals("error"))
                .filter(f -> NOT_TOLD.stream().noneMatch(("" + f.says())::contains)));

    assertThat(wrong).as("found by check: %s", refused).containsAll(files(refused));
    assertThat(files(refused)).as("found by the schema: %s", refused).containsAll(told);
  }

  /** The flows are the first words of places. */
  private static Set<String> files(Stream<WrongCase.Expected> findings) {
    return files(
        findings
            .map(WrongCase.Expected::place)
            .filter(place -> !place.startsWith("config"))
            .collect(Collectors.toSet()));
  }

  private static Set<String> files(Set<String> places) {
    return places.stream().map(place -> place.split(":")[0]).collect(Collectors.toSet());
  }

  private Set<String> refused(WrongCase one, CheckedHouse house) throws IOException {
    String key = one.content().get("config") + ";" + one.text(".rivya/models.json");
    JsonSchema schema = SCHEMAS.get(key);
    if (schema == null) {
      schema = schema(FlowSchema.of(house.environment(), folder));
      SCHEMAS.put(key, schema);
    }
    Set<String> refused = new TreeSet<>();
    for (FlowFile file : FlowFiles.of(house.environment()).all()) {
      FlowFile running = file.running(new ResolvePlaceholders(house.environment()));
      for (ValidationMessage message : schema.validate(CanonicalYaml.json(running.root()))) {
        refused.add(file.flow() + ": " + message.getMessage());
      }
    }
    return refused;
  }

  private static JsonSchema schema(JsonNode schema) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
  }

  @Test
  void acceptsTheShippedFlows() throws IOException {
    JsonSchema schema =
        schema(
            FlowSchema.of(
                ReadConfiguration.of(List.of("--spring.profiles.active=demo")), Path.of("")));

    for (FlowFile file : FlowFiles.read("file:routes/*.camel.yaml")) {
      assertThat(schema.validate(CanonicalYaml.json(file.root()))).as(file.name()).isEmpty();
    }
  }

  @Test
  void explainsWhatMayBeWritten() throws IOException {
    CheckedHouse house = new CheckedHouse(folder);
    house.config(
        """
        rivya:
          accounts: { studio: { api-key: x } }
          sftp: { partner: { host: sftp.example.com } }
        """);

    JsonNode definitions = FlowSchema.of(house.environment(), folder).at("/items/definitions");
    JsonNode sink = definitions.path("kamelet:rivya-generation-sink").path("properties");

    assertThat(values(sink.path("account"), "enum")).containsExactly("studio");
    assertThat(values(sink.path("model"), "enum"))
        .contains("nano-banana-2")
        .doesNotContain("gpt-5-2-chat");
    assertThat(values(sink.path("model"), "enumDescriptions"))
        .anyMatch(
            text ->
                text.startsWith("Nano Banana 2: image, from 5 credits")
                    && text.contains("resolution: 1K, 2K"));
    assertThat(values(definitions.at("/kamelet:sftp-drop-source/properties/connection"), "enum"))
        .containsExactly("partner");
    assertThat(values(definitions.at("/kamelet:s3-drop-source/properties/after"), "enum"))
        .containsExactly("keep", "tag", "move", "delete");
    assertThat(definitions.at("/kamelet:s3-drop-source/properties/after/description").asText())
        .startsWith("What happens to an object");
  }

  private static List<String> values(JsonNode parameter, String list) {
    List<String> values = new ArrayList<>();
    parameter.path("anyOf").path(0).path(list).forEach(value -> values.add(value.asText()));
    return values;
  }
}
