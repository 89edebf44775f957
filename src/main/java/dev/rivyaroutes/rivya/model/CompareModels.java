package dev.rivyaroutes.rivya.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rivyaroutes.ledger.models.Catalogue;
import dev.rivyaroutes.ledger.models.Catalogue.Paused;
import dev.rivyaroutes.ledger.models.Catalogues;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds a fresh answer of {@code GET /models} against what the ledger has of it. */
public final class CompareModels {

  private static final int LONGEST_ID = 200;
  private static final int LONGEST_STATUS = 100;

  private final Clock clock;

  public CompareModels(Clock clock) {
    this.clock = clock;
  }

  /**
   * What the answer changes: a model that was available and is not told as available any more is
   * paused, until it is told so again.
   *
   * @throws IllegalStateException when the answer has no models, or more than the ledger takes
   */
  Catalogues.Changes of(Catalogue before, JsonNode answer) {
    ArrayNode list = list(answer);
    String models = list.toString();
    if (list.isEmpty() || models.length() > Catalogues.MAX_CHARACTERS) {
      throw new IllegalStateException(
          list.isEmpty()
              ? "Rivya's list of models is empty."
              : "Rivya's list of models has "
                  + models.length()
                  + " characters; the ledger takes "
                  + Catalogues.MAX_CHARACTERS
                  + ".");
    }
    if (before.models() == null) {
      return new Catalogues.Changes(models, List.of(), List.of());
    }
    ToldModels old = ToldModels.of(before);
    if (ToldModels.byId(list).equals(old.models())) {
      return new Catalogues.Changes(null, List.of(), List.of());
    }
    return changes(models, old, ToldModels.byId(list));
  }

  /** Only what has an id that a job can name is a model. */
  private static ArrayNode list(JsonNode answer) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (JsonNode item : answer.path("data")) {
      String id = item.path("id").asText("");
      if (!id.isEmpty() && id.length() <= LONGEST_ID) {
        list.add(item);
      }
    }
    return list;
  }

  private Catalogues.Changes changes(String models, ToldModels old, Map<String, Model> now) {
    List<Paused> paused = new ArrayList<>();
    List<String> resumed = new ArrayList<>();
    for (Model model : old.models().values()) {
      if (model.isAvailable() && !isAvailable(now, model.id())) {
        paused.add(paused(model, now.get(model.id())));
      }
    }
    old.pauses()
        .forEach(
            (id, pause) -> {
              if (isAvailable(now, id)) {
                resumed.add(id);
              } else if (!pause.status().equals(status(now.get(id)))) {
                paused.add(
                    new Paused(
                        id,
                        status(now.get(id)),
                        old.last().get(id).item().toString(),
                        pause.since()));
              }
            });
    return new Catalogues.Changes(models, paused, resumed);
  }

  private Paused paused(Model model, Model now) {
    return new Paused(model.id(), status(now), model.item().toString(), clock.instant());
  }

  private static boolean isAvailable(Map<String, Model> models, String id) {
    Model model = models.get(id);
    return model != null && model.isAvailable();
  }

  private static String status(Model model) {
    String status = model == null ? ModelPause.GONE : model.apiStatus();
    return status.substring(0, Math.min(status.length(), LONGEST_STATUS));
  }
}
