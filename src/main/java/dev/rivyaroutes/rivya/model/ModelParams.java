package dev.rivyaroutes.rivya.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Nearest;
import dev.rivyaroutes.brief.form.BriefRefused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a model. When the catalogue lists none, all are accepted.
 *
 * @param byName in the order of the catalogue
 * @param complete whether every parameter of the list is understood, so that others are refused
 */
record ModelParams(Map<String, ModelParam> byName, boolean complete) {

  /** Set from the brief's references; a brief may set it too. */
  private static final String REFERENCES = "referenceMediaItems";

  static ModelParams of(JsonNode list) {
    Map<String, ModelParam> byName = new LinkedHashMap<>();
    boolean complete = list.isArray() && !list.isEmpty();
    for (JsonNode item : list) {
      ModelParam param = ModelParam.of(item);
      if (param == null) {
        complete = false;
      } else {
        byName.put(param.name(), param);
      }
    }
    return new ModelParams(byName, complete);
  }

  /** Checks the parameters of a brief, including those of its flow. */
  void check(String model, JsonNode params) throws BriefRefused {
    checkGiven(model, params);
    for (ModelParam param : byName.values()) {
      if (param.required() && !params.hasNonNull(param.name())) {
        String example = param.usual() == null ? "" : ", such as \"" + param.usual() + "\"";
        throw new BriefRefused(
            "Model %s needs the parameter %s%s. Set it in params."
                .formatted(model, param.name(), example));
      }
    }
  }

  /** Checks the given parameters; others may be added later. */
  void checkGiven(String model, JsonNode params) throws BriefRefused {
    for (Map.Entry<String, JsonNode> given : params.properties()) {
      ModelParam param = byName.get(given.getKey());
      if (param != null && !given.getValue().isNull()) {
        param.check(model, given.getValue());
      }
      if (param == null && complete && !given.getKey().equals(REFERENCES)) {
        throw unknown(model, given.getKey());
      }
    }
  }

  private BriefRefused unknown(String model, String name) {
    List<String> known = new ArrayList<>(byName.keySet());
    String nearest = Nearest.near(name, known);
    String hint = nearest == null ? "it" : "did you mean " + nearest + "? It";
    return new BriefRefused(
        "Model %s has no parameter \"%s\"; %s has %s."
            .formatted(model, name, hint, String.join(", ", known)));
  }
}
