package dev.rivyaroutes.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.server.ApiJson;
import dev.rivyaroutes.simulator.server.Reply;
import dev.rivyaroutes.simulator.webhook.WebhookStyle;
import dev.rivyaroutes.simulator.webhook.WebhookTrouble;
import dev.rivyaroutes.simulator.webhook.Webhooks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How webhooks are sent, as the control endpoint reads and writes it. */
final class WebhooksJson {

  private WebhooksJson() {}

  /** Changes what is named and leaves the rest. */
  static void change(ObjectNode wish, Webhooks webhooks) {
    WebhookStyle style = webhooks.style();
    WebhookTrouble trouble = webhooks.trouble();
    WebhookStyle nextStyle =
        new WebhookStyle(
            word(wish, "scheme", WebhookStyle.Scheme.values(), style.scheme(), s -> s.wireName()),
            wish.path("header").asText(style.header()),
            word(wish, "shape", WebhookStyle.Shape.values(), style.shape(), s -> s.wireName()),
            wish.path("public_only").asBoolean(style.publicOnly()),
            waits(wish.path("retries_ms"), style.retries()),
            millis(wish, "timeout_ms", style.timeout()),
            millis(wish, "overlap_ms", style.overlap()));
    WebhookTrouble nextTrouble =
        new WebhookTrouble(
            wish.path("loss").asDouble(trouble.loss()),
            wish.path("copies").asInt(trouble.copies()),
            millis(wish, "delay_ms", trouble.delay()),
            millis(wish, "held_back_ms", trouble.heldBack()),
            millis(wish, "age_ms", trouble.age()));
    webhooks.style(nextStyle);
    webhooks.trouble(nextTrouble);
  }

  static Reply show(Webhooks webhooks) {
    WebhookStyle style = webhooks.style();
    WebhookTrouble trouble = webhooks.trouble();
    ObjectNode root =
        ApiJson.object()
            .put("scheme", style.scheme().wireName())
            .put("header", style.header())
            .put("shape", style.shape().wireName())
            .put("public_only", style.publicOnly());
    ArrayNode retries = root.putArray("retries_ms");
    style.retries().forEach(wait -> retries.add(wait.toMillis()));
    root.put("timeout_ms", style.timeout().toMillis())
        .put("overlap_ms", style.overlap().toMillis())
        .put("loss", trouble.loss())
        .put("copies", trouble.copies())
        .put("delay_ms", trouble.delay().toMillis())
        .put("held_back_ms", trouble.heldBack().toMillis())
        .put("age_ms", trouble.age().toMillis());
    return ApiJson.json(200, root);
  }

  private static <T> T word(
      ObjectNode wish, String field, T[] all, T now, Function<T, String> name) {
    String word = wish.path(field).asText(name.apply(now));
    return Arrays.stream(all)
        .filter(one -> name.apply(one).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    field
                        + " is '"
                        + word
                        + "'; it must be one of "
                        + Arrays.stream(all).map(name).collect(Collectors.joining(", "))));
  }

  private static List<Duration> waits(JsonNode wish, List<Duration> now) {
    if (!wish.isArray()) {
      return now;
    }
    List<Duration> waits = new ArrayList<>();
    wish.forEach(wait -> waits.add(Duration.ofMillis(wait.asLong())));
    return waits;
  }

  private static Duration millis(ObjectNode wish, String field, Duration now) {
    return Duration.ofMillis(wish.path(field).asLong(now.toMillis()));
  }
}
