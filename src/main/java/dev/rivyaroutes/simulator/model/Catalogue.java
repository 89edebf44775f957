package dev.rivyaroutes.simulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.Require;
import dev.rivyaroutes.simulator.server.ApiJson;
import dev.rivyaroutes.simulator.server.Call;
import dev.rivyaroutes.simulator.server.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The models that {@code GET /models} lists; they may change while the simulator runs. */
public final class Catalogue {

  private record Listing(Map<String, Model> models, byte[] json) {}

  private volatile Listing listing;

  public Catalogue() {
    reset();
  }

  /** Merges the fields of an item into the model of the same id, or adds the model. */
  public synchronized void merge(ObjectNode item) {
    String id = item.path("id").asText();
    Require.that(!id.isEmpty(), "a model item needs an id");
    Map<String, Model> models = new LinkedHashMap<>(listing.models());
    Model known = models.get(id);
    ObjectNode merged = known == null ? ApiJson.object() : known.item().deepCopy();
    merged.setAll(item);
    models.put(id, Model.of(merged));
    list(models);
  }

  public synchronized void remove(List<String> ids) {
    Map<String, Model> models = new LinkedHashMap<>(listing.models());
    models.keySet().removeAll(ids);
    list(models);
  }

  /** Restores the initial models. */
  public synchronized void reset() {
    Map<String, Model> models = new LinkedHashMap<>();
    try (InputStream in = Catalogue.class.getResourceAsStream("/simulator/models.json")) {
      for (JsonNode item : Json.PLAIN.readTree(in).path("data")) {
        models.put(item.path("id").asText(), Model.of((ObjectNode) item));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("simulator/models.json in the program cannot be read", e);
    }
    list(models);
  }

  public Set<String> ids() {
    return listing.models().keySet();
  }

  public Model model(String id) {
    return listing.models().get(id);
  }

  public Reply show(Call call) {
    return Reply.of(200, "application/json; charset=utf-8", listing.json());
  }

  private void list(Map<String, Model> models) {
    ObjectNode root = ApiJson.object().put("object", "list");
    ArrayNode data = root.putArray("data");
    models.values().forEach(model -> data.add(model.item()));
    listing = new Listing(models, ApiJson.bytes(root));
  }
}
