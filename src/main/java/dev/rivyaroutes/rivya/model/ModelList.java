package dev.rivyaroutes.rivya.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.Nearest;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.ledger.models.Catalogue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The models at one address.
 *
 * @param models as Rivya last returned them, by id
 * @param last models that are no longer available, as they were before
 * @param pauses why they are not available
 */
record ModelList(
    long revision,
    Map<String, Model> models,
    Map<String, Model> last,
    Map<String, ModelPause> pauses) {

  static ModelList of(Catalogue catalogue) {
    Map<String, Model> models = byId(read(catalogue.models()));
    Map<String, Model> last = new LinkedHashMap<>();
    Map<String, ModelPause> pauses = new LinkedHashMap<>();
    for (Catalogue.Paused paused : catalogue.paused()) {
      Model model = Model.of(read(paused.item()));
      last.put(paused.model(), model);
      pauses.put(paused.model(), ModelPause.of(model, paused.status(), paused.since(), models));
    }
    return new ModelList(catalogue.revision(), models, last, pauses);
  }

  static Map<String, Model> byId(JsonNode list) {
    Map<String, Model> models = new LinkedHashMap<>();
    list.forEach(item -> models.put(item.path("id").asText(), Model.of(item)));
    return models;
  }

  private static JsonNode read(String text) {
    try {
      return Json.PLAIN.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the models in the ledger are not JSON", e);
    }
  }

  /** The model as it is, or as it was while it was available; null when it is unknown. */
  Model known(String id) {
    Model before = last.get(id);
    return before == null ? models.get(id) : before;
  }

  List<JsonNode> items() {
    List<JsonNode> items = new ArrayList<>();
    models.values().forEach(model -> items.add(model.item()));
    last.values().stream()
        .filter(model -> !models.containsKey(model.id()))
        .forEach(model -> items.add(model.item()));
    return items;
  }

  /** The model with this id, when it can be called or could be before it was paused. */
  Model callable(String id, JobKind kind) throws BriefRefused {
    Model model = known(id);
    if (model == null) {
      List<String> ofKind =
          models.values().stream().filter(other -> other.isOf(kind)).map(Model::id).toList();
      String nearest = Nearest.near(id, ofKind);
      String hint =
          nearest == null
              ? "see GET /api/models for the available models."
              : "did you mean " + nearest + "?";
      throw new BriefRefused("Rivya has no model \"%s\"; %s".formatted(id, hint));
    }
    model.requireKind(kind);
    if (!model.isAvailable()) {
      throw new BriefRefused(
          "Model %s cannot be called through the API (it is %s); choose an available one of category %s."
              .formatted(id, model.apiStatus(), model.category()));
    }
    return model;
  }
}
