package dev.rivyaroutes.simulator.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Require;
import dev.rivyaroutes.simulator.files.ShowFile;
import dev.rivyaroutes.simulator.files.UploadedFile;
import dev.rivyaroutes.simulator.generation.Generation;
import dev.rivyaroutes.simulator.generation.PaidGeneration;
import dev.rivyaroutes.simulator.server.ApiJson;
import dev.rivyaroutes.simulator.server.Call;
import dev.rivyaroutes.simulator.server.Counters;
import dev.rivyaroutes.simulator.server.Reply;
import dev.rivyaroutes.simulator.trouble.Operation;
import java.util.List;
import java.util.Map;

/** Shows the recorded calls: paid generations, uploads, counters. */
final class ShowRecords {

  private static final int PAGE_MAX = 1000;

  private final SimulatorState state;

  ShowRecords(SimulatorState state) {
    this.state = state;
  }

  Reply generations(Call call) {
    Map<String, String> query = call.query();
    int limit = number(query, "limit", PAGE_MAX);
    ObjectNode root =
        ApiJson.object()
            .put("total", state.generations().count())
            .put("forgotten", state.generations().forgotten());
    ArrayNode data = root.putArray("data");
    root.putNull("next");
    for (Generation generation : state.generations().after(number(query, "after", 0))) {
      if (data.size() == limit) {
        root.put("next", data.get(limit - 1).path("sequence").asLong());
        break;
      }
      PaidGeneration paid = PaidGeneration.of(generation);
      if (matches(paid, query)) {
        data.add(ControlJson.<ObjectNode>tree(paid));
      }
    }
    return ApiJson.json(200, root);
  }

  Reply files(Call call) {
    List<UploadedFile> all = state.files().all();
    int limit = number(call.query(), "limit", PAGE_MAX);
    ObjectNode root = ApiJson.object().put("total", all.size());
    ArrayNode data = root.putArray("data");
    all.subList(Math.max(0, all.size() - limit), all.size())
        .forEach(
            file ->
                data.add(
                    ShowFile.json(file, call.base())
                        .put("account", file.account())
                        .put("sha256", file.sha256())));
    return ApiJson.json(200, root);
  }

  Reply counters(Call call) {
    Counters counters = state.counters();
    ObjectNode root =
        ApiJson.object()
            .put("paid_generations", state.generations().count())
            .put("replays", counters.replays())
            .put("keys_leaked_to_media", counters.keysLeakedToMedia());
    ObjectNode calls = root.putObject("calls");
    ObjectNode answers = root.putObject("answers");
    for (Operation operation : Operation.values()) {
      if (operation != Operation.ANY) {
        String name = ControlJson.tree(operation).asText();
        calls.put(name, counters.calls(operation));
        answers.set(name, ControlJson.tree(counters.answers(operation)));
      }
    }
    return ApiJson.json(200, root);
  }

  private static boolean matches(PaidGeneration paid, Map<String, String> query) {
    return query
            .getOrDefault("key", String.valueOf(paid.idempotencyKey()))
            .equals(String.valueOf(paid.idempotencyKey()))
        && query
            .getOrDefault("client_request_id", paid.clientRequestId())
            .equals(paid.clientRequestId());
  }

  private static int number(Map<String, String> query, String name, int usual) {
    String digits = query.getOrDefault(name, Integer.toString(usual));
    Require.that(digits.matches("\\d{1,9}"), name + " must be a number");
    return name.equals("limit")
        ? Math.max(1, Math.min(PAGE_MAX, Integer.parseInt(digits)))
        : Integer.parseInt(digits);
  }
}
