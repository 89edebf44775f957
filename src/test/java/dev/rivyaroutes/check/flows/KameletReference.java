package dev.rivyaroutes.check.flows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The page about all Kamelets, made from their files. */
final class KameletReference {

  private static final Path FILES = Path.of("src/main/resources/kamelets");

  private static final String HEAD =
      """
      # Kamelets

      After this page you can look up every Kamelet that a flow is made of, its parameters, and what it puts out.

      Use a Kamelet as `uri: kamelet:<name>` with its `parameters`. Values of parameters are names; free text such as a prompt is set as a variable:
      see [Flows and briefs](flows-and-briefs.md#what-a-flow-is).

      This page is generated from the Kamelets. To write it again after a change there:
      `mvn test -Dtest=KameletReferenceTest -Dreference=write`
      """;

  /** The headings, and the ending of the names below each. */
  private static final Map<String, String> SECTIONS =
      Map.of("Sources", "-source", "Sinks", "-sink", "Actions", "-action");

  private final List<JsonNode> kamelets = new ArrayList<>();

  KameletReference() throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    try (Stream<Path> files = Files.list(FILES)) {
      for (Path file :
          files.filter(path -> path.toString().endsWith(".kamelet.yaml")).sorted().toList()) {
        kamelets.add(yaml.readTree(file.toFile()));
      }
    }
  }

  String page() {
    StringBuilder page = new StringBuilder(HEAD);
    for (String title : List.of("Sources", "Sinks", "Actions")) {
      page.append("\n## ").append(title).append('\n');
      kamelets.stream()
          .filter(kamelet -> name(kamelet).endsWith(SECTIONS.get(title)))
          .forEach(kamelet -> page.append(section(kamelet)));
    }
    return page.toString();
  }

  private static String name(JsonNode kamelet) {
    return kamelet.at("/metadata/name").asText();
  }

  private static String section(JsonNode kamelet) {
    JsonNode definition = kamelet.at("/spec/definition");
    List<String> required =
        StreamSupport.stream(definition.path("required").spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    StringBuilder section =
        new StringBuilder(
            "\n### `%s`\n\n%s\n".formatted(name(kamelet), line(definition.path("description"))));
    section.append("\n| parameter | default | value | what it does |\n|---|---|---|---|");
    for (Map.Entry<String, JsonNode> parameter : definition.path("properties").properties()) {
      section.append('\n').append(row(parameter, required.contains(parameter.getKey())));
    }
    return section.append('\n').append(output(kamelet.at("/spec/dataTypes/out"))).toString();
  }

  private static String row(Map.Entry<String, JsonNode> parameter, boolean required) {
    JsonNode about = parameter.getValue();
    String usual = about.path("default").asText();
    String example =
        about.path("example").asText().equals(usual)
            ? ""
            : " Example: `" + about.path("example").asText() + "`.";
    return "| `%s` | %s | %s | %s |"
        .formatted(
            parameter.getKey(),
            required ? "(required)" : usual.isEmpty() ? "" : "`" + usual + "`",
            value(about),
            (line(about.path("description")) + example).replace("|", "\\|"));
  }

  private static String value(JsonNode about) {
    if (about.has("enum")) {
      return String.join(
          ", ",
          StreamSupport.stream(about.path("enum").spliterator(), false)
              .map(JsonNode::asText)
              .toList());
    }
    String format = about.path("format").asText();
    return switch (format.isEmpty() ? about.path("type").asText() : format) {
      case "duration" -> "time";
      case "data-size" -> "size";
      case "integer" -> "whole number";
      case "boolean" -> "true or false";
      default -> "text";
    };
  }

  private static String output(JsonNode out) {
    if (out.isMissingNode()) {
      return "";
    }
    JsonNode type = out.path("types").path(out.path("default").asText());
    StringBuilder output =
        new StringBuilder("\nOutput: %s\n".formatted(line(type.path("description"))));
    String before = "\n";
    for (Map.Entry<String, JsonNode> header : type.path("headers").properties()) {
      String text = line(header.getValue().path("description"));
      String kind = text.startsWith("Variable: ") ? "variable" : "header";
      output.append(
          "%s- %s `%s`: %s\n"
              .formatted(before, kind, header.getKey(), text.replaceFirst("^Variable: ", "")));
      before = "";
    }
    return output.toString();
  }

  private static String line(JsonNode text) {
    return text.asText().strip().replaceAll("\\s+", " ").replaceAll("<(\\w+)>", "`<$1>`");
  }
}
