package dev.rivyaroutes.check.flows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The models of all accounts as choices of an editor, with price, inputs and limits. */
final class ModelChoices {

  private static final int MOST_OPTIONS = 12;

  private final Map<String, JsonNode> models = new LinkedHashMap<>();

  /** Whether Rivya may have models that are not among them. */
  private boolean open;

  ModelChoices(KnownModels known, Collection<String> accounts) throws IOException {
    for (String account : accounts) {
      Optional<KnownModels.Models> found = known.of(account);
      open |= found.isEmpty() || !found.get().live();
      found.ifPresent(
          list -> list.list().forEach(model -> models.put(model.path("id").asText(), model)));
    }
  }

  void addTo(ObjectNode parameter, boolean chat) {
    Map<String, String> choices = new LinkedHashMap<>();
    List<String> ofOtherKind = new ArrayList<>();
    for (JsonNode model : models.values()) {
      String id = model.path("id").asText();
      if (model.path("category").asText().equals("chat") != chat) {
        ofOtherKind.add(id);
      } else if (model.path("api_status").asText("available").equals("available")) {
        choices.put(id, describe(model));
      }
    }
    Choices.addTo(parameter, choices);
    if (open) {
      ObjectNode others = parameter.withArray("/anyOf").addObject().put("type", "string");
      if (!ofOtherKind.isEmpty()) {
        ofOtherKind.forEach(others.putObject("not").putArray("enum")::add);
      }
    }
  }

  private static String describe(JsonNode model) {
    List<String> facts = new ArrayList<>();
    facts.add(
        model.path("display_name").asText(model.path("id").asText())
            + ": "
            + model.path("category").asText("model"));
    if (model.hasNonNull("base_credits")) {
      facts.add("from " + model.path("base_credits").asText() + " credits");
    }
    if (!model.path("supported_api_inputs").isEmpty()) {
      facts.add("takes " + texts(model.path("supported_api_inputs")));
    }
    if (model.hasNonNull("max_prompt_length")) {
      facts.add("prompts of up to " + model.path("max_prompt_length").asText() + " characters");
    }
    JsonNode references = model.path("reference_media");
    if (references.hasNonNull("max_files")) {
      facts.add("up to " + references.path("max_files").asText() + " references");
    }
    StringBuilder text = new StringBuilder(String.join(", ", facts)).append('.');
    for (JsonNode param : model.path("params")) {
      text.append("\n").append(describeParam(param));
    }
    return text.toString();
  }

  private static String describeParam(JsonNode param) {
    String name = param.path("key").asText(param.path("name").asText());
    String values =
        param.path("options").isEmpty()
            ? param.path("type").asText() + range(param)
            : texts(param.path("options"));
    return "%s%s: %s"
        .formatted(name, param.path("required").asBoolean() ? " (required)" : "", values);
  }

  private static String range(JsonNode param) {
    return param.hasNonNull("min") && param.hasNonNull("max")
        ? " from " + param.path("min").asText() + " to " + param.path("max").asText()
        : "";
  }

  private static String texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(one -> texts.add((one.isObject() ? one.path("value") : one).asText()));
    return String.join(", ", texts);
  }

  /**
   * Texts that set one parameter of a model each, such as {@code {"resolution": "2K"}}, in the
   * quotes that YAML needs: editors write them as they are.
   */
  Set<String> params(Collection<String> of) {
    Set<String> texts = new TreeSet<>();
    for (String model : of) {
      JsonNode known = models.get(model);
      for (JsonNode param : known == null ? List.<JsonNode>of() : known.path("params")) {
        int options = 0;
        for (JsonNode option : param.path("options")) {
          JsonNode value = option.isObject() ? option.path("value") : option;
          if (options++ < MOST_OPTIONS) {
            String text = "{\"" + param.path("key").asText() + "\": " + value + "}";
            texts.add("'" + text.replace("'", "''") + "'");
          }
        }
      }
    }
    return texts;
  }
}
