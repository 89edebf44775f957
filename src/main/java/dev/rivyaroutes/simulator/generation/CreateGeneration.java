package dev.rivyaroutes.simulator.generation;

import static dev.rivyaroutes.simulator.server.ApiError.require;
import static dev.rivyaroutes.simulator.server.ApiError.requireKnown;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.media.GivenResults;
import dev.rivyaroutes.simulator.model.Model;
import dev.rivyaroutes.simulator.server.ApiJson;
import dev.rivyaroutes.simulator.server.Call;
import dev.rivyaroutes.simulator.server.Counters;
import dev.rivyaroutes.simulator.server.Handler;
import dev.rivyaroutes.simulator.server.Reply;
import dev.rivyaroutes.simulator.trouble.ActiveTrouble;
import dev.rivyaroutes.simulator.trouble.Trouble;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * {@code POST /generations}: checks the request, pays, records. The same key and body get the first
 * answer again.
 */
public final class CreateGeneration implements Handler {

  private static final Set<String> FIELDS =
      Set.of("model", "prompt", "params", "client_request_id");

  private final Generations generations;
  private final CheckRequest check;
  private final ActiveTrouble trouble;
  private final Counters counters;
  private final Supplier<CreateRules> rules;
  private final GivenResults given;

  /** What may change between calls: how long tasks take, and the status of the answer. */
  public record CreateRules(Timing timing, int status) {}

  public CreateGeneration(
      Generations generations,
      CheckRequest check,
      ActiveTrouble trouble,
      Counters counters,
      Supplier<CreateRules> rules,
      GivenResults given) {
    this.given = given;
    this.generations = generations;
    this.check = check;
    this.trouble = trouble;
    this.counters = counters;
    this.rules = rules;
  }

  @Override
  public Reply answer(Call call) throws IOException {
    String key = call.idempotencyKey();
    byte[] body = call.jsonBody();
    String sha256 = DigestUtils.sha256Hex(body);
    Generation generation = generations.earlier(call.account(), key, sha256);
    if (generation == null) {
      PaidRequest order = order(call.account(), key, body, sha256);
      generation = generations.pay(order, this::outcome);
      if (generation.order() == order) {
        return ApiJson.json(rules.get().status(), generation.accepted());
      }
    }
    counters.replayed();
    return ApiJson.json(rules.get().status(), generation.accepted());
  }

  private Outcome outcome(PaidRequest order) {
    Trouble applied = trouble.forTask(order.prompt(), order.key()).orElse(null);
    Duration duration = given.of(order.key()).duration();
    return Outcome.of(
        duration == null ? rules.get().timing().of(order.model().category()) : duration, applied);
  }

  private PaidRequest order(String account, String key, byte[] body, String sha256) {
    ObjectNode request = ApiJson.parse(body);
    requireKnown(request, FIELDS, "The field %s is not accepted.");
    JsonNode trace = request.path("client_request_id");
    require(trace.isMissingNode() || trace.isTextual(), "client_request_id must be a string.");
    Model model = check.model(request);
    String prompt = check.prompt(request, model);
    check.params(request, model, account);
    long reserved = model.reserved(prompt);
    return new PaidRequest(
        account, key, body, sha256, model, prompt, reserved, model.settled(reserved));
  }
}
