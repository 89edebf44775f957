package dev.rivyaroutes.rivya.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Nearest;
import dev.rivyaroutes.brief.form.BriefRefused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a model. A catalogue that lists none tells nothing: all pass then.
 *
 * @param byName in the order of the catalogue
 * @param whole whether every parameter of the list is understood, so that others are wrong
 */
record ModelParams(Map<String, ModelParam> byName, boolean whole) {

  /** The engine sets it from the brief's references; a brief may carry its own. */
  private static final String REFERENCES = "referenceMediaItems";

  static ModelParams of(JsonNode list) {
    Map<String, ModelParam> byName = new LinkedHashMap<>();
    boolean whole = list.isArray() && !list.isEmpty();
    for (JsonNode item : list) {
      ModelParam param = ModelParam.of(item);
      if (param == null) {
        whole = false;
      } else {
        byName.put(param.name(), param);
      }
    }
    return new ModelParams(byName, whole);
  }

  /** Holds what a brief says, its flow's part included, against all parameters. */
  void check(String model, JsonNode params) throws BriefRefused {
    checkGiven(model, params);
    for (ModelParam param : byName.values()) {
      if (param.required() && !params.hasNonNull(param.name())) {
        throw new BriefRefused(
            "Model "
                + model
                + " needs the parameter "
                + param.name()
                + (param.usual() == null ? "" : ", such as \"" + param.usual() + "\"")
                + ". Set it in params.");
      }
    }
  }

  /** Holds the parameters that are given against the model; others may still come. */
  void checkGiven(String model, JsonNode params) throws BriefRefused {
    for (Map.Entry<String, JsonNode> given : params.properties()) {
      ModelParam param = byName.get(given.getKey());
      if (param != null && !given.getValue().isNull()) {
        param.check(model, given.getValue());
      }
      if (param == null && whole && !given.getKey().equals(REFERENCES)) {
        throw unknown(model, given.getKey());
      }
    }
  }

  private BriefRefused unknown(String model, String name) {
    List<String> known = new ArrayList<>(byName.keySet());
    String nearest = Nearest.near(name, known);
    return new BriefRefused(
        "Model "
            + model
            + " has no parameter \""
            + name
            + "\""
            + (nearest == null ? "; it has " : "; did you mean " + nearest + "? It has ")
            + String.join(", ", known)
            + ".");
  }
}
