package dev.rivyaroutes.rivya.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rivyaroutes.ledger.models.Catalogue;
import dev.rivyaroutes.ledger.models.Catalogue.Paused;
import dev.rivyaroutes.ledger.models.Catalogues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares an answer of {@code GET /models} with the models in the ledger. */
final class CompareModels {

  private static final int MAX_ID = 200;
  private static final int MAX_STATUS = 100;

  private final Instant now;

  CompareModels(Instant now) {
    this.now = now;
  }

  /**
   * What the answer changes: a model that was available and no longer is is paused, until it is
   * available again.
   *
   * @throws IllegalStateException when the answer has no models, or more than the ledger can store
   */
  Catalogues.Changes of(Catalogue before, JsonNode answer) {
    ArrayNode list = list(answer);
    String models = list.toString();
    if (list.isEmpty() || models.length() > Catalogues.MAX_CHARACTERS) {
      throw new IllegalStateException(
          list.isEmpty()
              ? "Rivya's list of models is empty."
              : "Rivya's list of models has %d characters; the ledger stores at most %d."
                  .formatted(models.length(), Catalogues.MAX_CHARACTERS));
    }
    if (before.models() == null) {
      return new Catalogues.Changes(models, List.of(), List.of());
    }
    ModelList old = ModelList.of(before);
    if (ModelList.byId(list).equals(old.models())) {
      return new Catalogues.Changes(null, List.of(), List.of());
    }
    return changes(models, old, ModelList.byId(list));
  }

  /** Entries without an id that a job can use are ignored. */
  private static ArrayNode list(JsonNode answer) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (JsonNode item : answer.path("data")) {
      String id = item.path("id").asText("");
      if (!id.isEmpty() && id.length() <= MAX_ID) {
        list.add(item);
      }
    }
    return list;
  }

  private Catalogues.Changes changes(String models, ModelList old, Map<String, Model> current) {
    List<Paused> paused = new ArrayList<>();
    List<String> resumed = new ArrayList<>();
    for (Model model : old.models().values()) {
      if (model.isAvailable() && !isAvailable(current, model.id())) {
        paused.add(paused(model, current.get(model.id())));
      }
    }
    old.pauses()
        .forEach(
            (id, pause) -> {
              if (isAvailable(current, id)) {
                resumed.add(id);
              } else if (!pause.status().equals(status(current.get(id)))) {
                paused.add(
                    new Paused(
                        id,
                        status(current.get(id)),
                        old.last().get(id).item().toString(),
                        pause.since()));
              }
            });
    return new Catalogues.Changes(models, paused, resumed);
  }

  private Paused paused(Model model, Model current) {
    return new Paused(model.id(), status(current), model.item().toString(), now);
  }

  private static boolean isAvailable(Map<String, Model> models, String id) {
    Model model = models.get(id);
    return model != null && model.isAvailable();
  }

  private static String status(Model model) {
    String status = model == null ? ModelPause.GONE : model.apiStatus();
    return status.substring(0, Math.min(status.length(), MAX_STATUS));
  }
}
