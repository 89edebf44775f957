package dev.rivyaroutes.simulator.generation;

import static dev.rivyaroutes.simulator.server.ApiError.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.files.CheckReferences;
import dev.rivyaroutes.simulator.model.Catalogue;
import dev.rivyaroutes.simulator.model.Model;
import dev.rivyaroutes.simulator.server.ApiError;

/** Validates the body of a create call. */
public final class CheckRequest {

  private static final String REFERENCES = "referenceMediaItems";

  private final Catalogue catalogue;
  private final CheckReferences references;

  public CheckRequest(Catalogue catalogue, CheckReferences references) {
    this.catalogue = catalogue;
    this.references = references;
  }

  Model model(ObjectNode request) {
    JsonNode id = request.path("model");
    Model model = id.isTextual() ? catalogue.model(id.asText()) : null;
    require(
        model != null && model.takesTasks(),
        "model must be an available media model of GET /models.");
    return model;
  }

  String prompt(ObjectNode request, Model model) {
    JsonNode prompt = request.path("prompt");
    if (prompt.isMissingNode() && !model.takesInput("text")) {
      return "";
    }
    require(prompt.isTextual() && !prompt.asText().isBlank(), "prompt is required.");
    require(
        prompt.asText().length() <= model.promptMax(),
        "prompt is longer than " + model.promptMax() + " characters, the most for this model.");
    return prompt.asText();
  }

  void params(ObjectNode request, Model model, String account) {
    JsonNode params = request.path("params");
    require(params.isMissingNode() || params.isObject(), "params must be an object.");
    model
        .params()
        .forEach(
            (key, rule) -> {
              require(
                  !rule.path("required").asBoolean() || params.has(key),
                  "params." + key + " is required.");
            });
    params
        .properties()
        .forEach(
            entry -> {
              if (entry.getKey().equals(REFERENCES)) {
                references.check(entry.getValue(), model, account);
              } else {
                param(entry.getKey(), entry.getValue(), model.params().get(entry.getKey()));
              }
            });
  }

  private static void param(String key, JsonNode value, JsonNode rule) {
    require(rule != null, "params." + key + " is not accepted by this model.");
    switch (rule.path("type").asText()) {
      case "select" -> option(key, value, rule.path("options"));
      case "number" -> number(key, value, rule);
      default -> {
        require(value.isTextual(), "params." + key + " must be a string.");
      }
    }
  }

  private static void option(String key, JsonNode value, JsonNode options) {
    for (JsonNode option : options) {
      if (option.equals(value)) {
        return;
      }
    }
    throw ApiError.invalid("params." + key + " must be one of " + options + ".");
  }

  private static void number(String key, JsonNode value, JsonNode rule) {
    double low = rule.path("min").asDouble(Double.NEGATIVE_INFINITY);
    double high = rule.path("max").asDouble(Double.POSITIVE_INFINITY);
    require(
        value.isNumber() && value.asDouble() >= low && value.asDouble() <= high,
        "params." + key + " must be a number from " + low + " to " + high + ".");
  }
}
