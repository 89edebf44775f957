package dev.rivyaroutes.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.server.ApiJson;
import dev.rivyaroutes.simulator.server.Reply;
import dev.rivyaroutes.simulator.trouble.ActiveTrouble;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Trouble as the control endpoint reads and writes it. */
final class TroubleJson {

  private static final Set<String> FIELDS =
      Set.of(
          "operation",
          "kind",
          "probability",
          "count",
          "delay_ms",
          "status",
          "code",
          "retry_after_seconds",
          "match");

  private TroubleJson() {}

  static List<Trouble> parse(ObjectNode wish) {
    if (!wish.path("trouble").isArray()) {
      throw new IllegalArgumentException("trouble must be an array; an empty one ends all trouble");
    }
    List<Trouble> rules = new ArrayList<>();
    wish.path("trouble").forEach(rule -> rules.add(rule(rule)));
    return rules;
  }

  static Reply show(ActiveTrouble board) {
    ObjectNode root = ApiJson.object();
    ArrayNode rules = root.putArray("trouble");
    board.active().forEach(trouble -> rules.add(json(trouble)));
    return ApiJson.json(200, root);
  }

  private static Trouble rule(JsonNode rule) {
    rule.fieldNames()
        .forEachRemaining(
            field -> {
              if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException(
                    "trouble has no field " + field + "; it has " + FIELDS);
              }
            });
    TroubleKind kind =
        named("kind", rule.path("kind").asText(), TroubleKind.values(), TroubleKind::wireName);
    Operation operation =
        named(
            "operation",
            rule.path("operation").asText("any"),
            Operation.values(),
            Operation::wireName);
    return new Trouble(
        operation,
        kind,
        rule.path("probability").asDouble(1),
        rule.path("count").asInt(0),
        Duration.ofMillis(rule.path("delay_ms").asLong(Trouble.usualDelay(kind).toMillis())),
        rule.path("status").asInt(0),
        rule.path("code").asText(null),
        rule.path("retry_after_seconds").asInt(-1),
        rule.path("match").asText(null));
  }

  private static <T> T named(String field, String name, T[] values, Function<T, String> wireName) {
    return Arrays.stream(values)
        .filter(value -> wireName.apply(value).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    field
                        + " is '"
                        + name
                        + "'; it must be one of "
                        + Arrays.stream(values).map(wireName).toList()));
  }

  private static ObjectNode json(Trouble trouble) {
    ObjectNode json =
        ApiJson.object()
            .put("operation", trouble.operation().wireName())
            .put("kind", trouble.kind().wireName())
            .put("probability", trouble.probability())
            .put("count", trouble.count())
            .put("delay_ms", trouble.delay().toMillis());
    if (trouble.status() != 0) {
      json.put("status", trouble.status());
    }
    if (trouble.code() != null) {
      json.put("code", trouble.code());
    }
    if (trouble.retryAfter() >= 0) {
      json.put("retry_after_seconds", trouble.retryAfter());
    }
    if (trouble.match() != null) {
      json.put("match", trouble.match());
    }
    return json;
  }
}
