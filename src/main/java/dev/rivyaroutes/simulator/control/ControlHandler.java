package dev.rivyaroutes.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.account.SimulatedKey;
import dev.rivyaroutes.simulator.files.FileShape;
import dev.rivyaroutes.simulator.server.ApiError;
import dev.rivyaroutes.simulator.server.ApiJson;
import dev.rivyaroutes.simulator.server.Call;
import dev.rivyaroutes.simulator.server.Handler;
import dev.rivyaroutes.simulator.server.Reply;
import dev.rivyaroutes.simulator.trouble.Trouble;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The simulator's own endpoints under {@code /_simulator/}; any other unknown path is not found.
 */
public final class ControlHandler implements Handler {

  private final SimulatorState state;
  private final Map<String, Handler> endpoints;

  public ControlHandler(SimulatorState state) {
    this.state = state;
    ShowRecords records = new ShowRecords(state);
    this.endpoints =
        Map.ofEntries(
            Map.entry("GET generations", records::generations),
            Map.entry("GET counters", records::counters),
            Map.entry("GET files", records::files),
            Map.entry("PUT files", this::changeFiles),
            Map.entry("GET trouble", call -> trouble()),
            Map.entry("PUT trouble", this::changeTrouble),
            Map.entry("GET keys", call -> keys()),
            Map.entry("PUT keys", this::changeKeys),
            Map.entry("GET webhooks", call -> webhooks()),
            Map.entry("PUT webhooks", this::changeWebhooks),
            Map.entry("PUT models", this::changeModels),
            Map.entry("PUT timing", this::changeTiming),
            Map.entry("POST reset", this::reset),
            Map.entry("GET chat", call -> chat()),
            Map.entry("PUT chat", this::changeChat));
  }

  @Override
  public Reply answer(Call call) throws IOException {
    String path = call.route().name();
    Handler endpoint =
        path.startsWith("/_simulator/")
            ? endpoints.get(call.method() + " " + path.substring("/_simulator/".length()))
            : null;
    if (endpoint == null) {
      throw ApiError.notFound("This path");
    }
    try {
      return endpoint.answer(call);
    } catch (IllegalArgumentException e) {
      throw ApiError.invalid(e.getMessage());
    }
  }

  private Reply trouble() {
    return ApiJson.json(
        200, ApiJson.object().set("trouble", ControlJson.<JsonNode>tree(state.trouble().active())));
  }

  private Reply changeTrouble(Call call) throws IOException {
    ObjectNode changes = ApiJson.parse(call.body());
    if (!changes.path("trouble").isArray()) {
      throw new IllegalArgumentException("trouble must be an array; an empty one ends all trouble");
    }
    List<Trouble> rules = new ArrayList<>();
    for (JsonNode rule : changes.path("trouble")) {
      rules.add(ControlJson.read(rule, Trouble.class));
    }
    state.trouble().replace(rules);
    if (changes.has("seed")) {
      state.trouble().seed(changes.path("seed").asLong());
    }
    return trouble();
  }

  private Reply changeFiles(Call call) throws IOException {
    state
        .files()
        .shape(ControlJson.read(ApiJson.parse(call.body()).path("shape"), FileShape.class));
    return done();
  }

  private Reply keys() {
    ObjectNode root = ApiJson.object();
    root.set("keys", ControlJson.tree(state.keys().all()));
    root.set("credits", ControlJson.tree(state.wallets().all()));
    return ApiJson.json(200, root);
  }

  private Reply changeKeys(Call call) throws IOException {
    ObjectNode changes = ApiJson.parse(call.body());
    for (JsonNode key : changes.path("keys")) {
      state.keys().put(ControlJson.read(key, SimulatedKey.class));
    }
    changes
        .path("credits")
        .properties()
        .forEach(entry -> state.wallets().set(entry.getKey(), entry.getValue().asLong()));
    return keys();
  }

  private Reply webhooks() {
    ObjectNode root = ControlJson.tree(state.webhooks().style());
    root.setAll(ControlJson.<ObjectNode>tree(state.webhooks().trouble()));
    return ApiJson.json(200, root);
  }

  private Reply changeWebhooks(Call call) throws IOException {
    ObjectNode changes = ApiJson.parse(call.body());
    var style = ControlJson.merge(state.webhooks().style(), changes);
    state.webhooks().trouble(ControlJson.merge(state.webhooks().trouble(), changes));
    state.webhooks().style(style);
    return webhooks();
  }

  private Reply changeModels(Call call) throws IOException {
    ObjectNode changes = ApiJson.parse(call.body());
    if (changes.path("reset").asBoolean()) {
      state.models().reset();
    }
    for (JsonNode item : changes.path("data")) {
      if (!(item instanceof ObjectNode object)) {
        throw new IllegalArgumentException("each item of data must be an object");
      }
      state.models().merge(object);
    }
    List<String> removed = new ArrayList<>();
    changes.path("remove").forEach(id -> removed.add(id.asText()));
    state.models().remove(removed);
    return state.models().show(call);
  }

  private Reply changeTiming(Call call) throws IOException {
    state.timing(ControlJson.merge(state.timing(), ApiJson.parse(call.body())));
    return done();
  }

  private Reply chat() {
    ObjectNode root = ControlJson.tree(state.chats().style());
    root.set("data", ControlJson.tree(state.chats().all()));
    return ApiJson.json(200, root);
  }

  private Reply changeChat(Call call) throws IOException {
    state.chats().style(ControlJson.merge(state.chats().style(), ApiJson.parse(call.body())));
    return chat();
  }

  private Reply reset(Call call) {
    state.reset();
    return done();
  }

  private static Reply done() {
    return ApiJson.json(200, ApiJson.object().put("done", true));
  }
}
