package dev.rivyaroutes.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.account.SimulatedKey;
import dev.rivyaroutes.simulator.server.ApiJson;
import dev.rivyaroutes.simulator.server.Reply;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Keys and credits as the control endpoint reads and writes them. */
final class KeysJson {

  private KeysJson() {}

  static void change(ObjectNode wish, SimulatorState state) {
    wish.path("keys").forEach(key -> state.keys().put(key(key)));
    wish.path("credits")
        .properties()
        .forEach(entry -> state.wallets().set(entry.getKey(), entry.getValue().asLong()));
  }

  static Reply show(SimulatorState state) {
    ObjectNode root = ApiJson.object();
    ArrayNode keys = root.putArray("keys");
    for (SimulatedKey key : state.keys().all()) {
      ObjectNode json =
          keys.addObject()
              .put("key", key.key())
              .put("account", key.account())
              .put("state", key.state().name().toLowerCase(Locale.ROOT));
      key.scopes().stream().sorted().forEach(json.putArray("scopes")::add);
    }
    ObjectNode credits = root.putObject("credits");
    state.wallets().all().forEach(credits::put);
    return ApiJson.json(200, root);
  }

  private static SimulatedKey key(JsonNode wish) {
    Set<String> scopes = new HashSet<>();
    wish.path("scopes").forEach(scope -> scopes.add(scope.asText()));
    String state = wish.path("state").asText("accepted");
    if (!Set.of("accepted", "revoked", "expired").contains(state)) {
      throw new IllegalArgumentException(
          "state is '" + state + "'; it must be accepted, revoked or expired");
    }
    return new SimulatedKey(
        wish.path("key").asText(),
        wish.path("account").asText(SimulatorSettings.DEFAULT_ACCOUNT),
        wish.has("scopes") ? scopes : SimulatedKey.ALL_SCOPES,
        SimulatedKey.State.valueOf(state.toUpperCase(Locale.ROOT)));
  }
}
