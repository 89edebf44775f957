package dev.rivyaroutes.simulator.control;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.files.FileShape;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.simulator.server.ApiError;
import dev.rivyaroutes.simulator.server.ApiJson;
import dev.rivyaroutes.simulator.server.Call;
import dev.rivyaroutes.simulator.server.Handler;
import dev.rivyaroutes.simulator.server.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The simulator's own endpoints under {@code /_simulator/}; every other path that is unknown is not
 * found.
 */
public final class ControlHandler implements Handler {

  private final SimulatorState state;
  private final Map<String, Handler> endpoints;

  public ControlHandler(SimulatorState state) {
    this.state = state;
    ShowRecords books = new ShowRecords(state);
    ShowTurns turns = new ShowTurns(state.chats());
    this.endpoints =
        Map.ofEntries(
            entry("GET /_simulator/generations", books::generations),
            entry("GET /_simulator/counters", books::counters),
            entry("GET /_simulator/files", books::files),
            entry("PUT /_simulator/files", this::changeFiles),
            entry("GET /_simulator/trouble", call -> TroubleJson.show(state.trouble())),
            entry("PUT /_simulator/trouble", this::changeTrouble),
            entry("GET /_simulator/keys", call -> KeysJson.show(state)),
            entry("PUT /_simulator/keys", this::changeKeys),
            entry("GET /_simulator/webhooks", call -> WebhooksJson.show(state.webhooks())),
            entry("PUT /_simulator/webhooks", this::changeWebhooks),
            entry("PUT /_simulator/models", this::changeModels),
            entry("PUT /_simulator/timing", this::changeTiming),
            entry("POST /_simulator/reset", this::reset),
            entry("GET /_simulator/chat", turns::show),
            entry("PUT /_simulator/chat", turns::change));
  }

  private static Map.Entry<String, Handler> entry(String call, Handler handler) {
    return Map.entry(call, handler);
  }

  @Override
  public Reply answer(Call call) throws IOException {
    Handler endpoint = endpoints.get(call.method() + " " + call.route().name());
    if (endpoint == null) {
      throw ApiError.notFound("This path");
    }
    try {
      return endpoint.answer(call);
    } catch (IllegalArgumentException e) {
      throw ApiError.invalid(e.getMessage());
    }
  }

  private Reply changeTrouble(Call call) throws IOException {
    ObjectNode wish = ApiJson.parse(call.body());
    state.trouble().replace(TroubleJson.parse(wish));
    if (wish.has("seed")) {
      state.trouble().seed(wish.path("seed").asLong());
    }
    return TroubleJson.show(state.trouble());
  }

  private Reply changeFiles(Call call) throws IOException {
    String shape = ApiJson.parse(call.body()).path("shape").asText();
    state.files().shape(FileShape.of(shape));
    return done();
  }

  private Reply changeKeys(Call call) throws IOException {
    KeysJson.change(ApiJson.parse(call.body()), state);
    return KeysJson.show(state);
  }

  private Reply changeWebhooks(Call call) throws IOException {
    WebhooksJson.change(ApiJson.parse(call.body()), state.webhooks());
    return WebhooksJson.show(state.webhooks());
  }

  private Reply changeModels(Call call) throws IOException {
    ObjectNode wish = ApiJson.parse(call.body());
    if (wish.path("reset").asBoolean()) {
      state.catalogue().reset();
    }
    for (JsonNode item : wish.path("data")) {
      if (!(item instanceof ObjectNode object)) {
        throw new IllegalArgumentException("each item of data must be an object");
      }
      state.catalogue().merge(object);
    }
    List<String> gone = new ArrayList<>();
    wish.path("remove").forEach(id -> gone.add(id.asText()));
    state.catalogue().remove(gone);
    return state.catalogue().show(call);
  }

  private Reply changeTiming(Call call) throws IOException {
    ObjectNode wish = ApiJson.parse(call.body());
    Timing now = state.timing();
    state.timing(
        new Timing(
            millis(wish, "image_ms", now.image()),
            millis(wish, "video_ms", now.video()),
            millis(wish, "audio_ms", now.audio())));
    return done();
  }

  private static Duration millis(ObjectNode wish, String field, Duration now) {
    return Duration.ofMillis(wish.path(field).asLong(now.toMillis()));
  }

  private Reply reset(Call call) {
    state.reset();
    return done();
  }

  private static Reply done() {
    return ApiJson.json(200, ApiJson.object().put("done", true));
  }
}
