package dev.rivyaroutes.simulator.webhook;

import static dev.rivyaroutes.simulator.server.ApiError.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.server.ApiError;
import dev.rivyaroutes.simulator.server.ApiJson;
import dev.rivyaroutes.simulator.server.Call;
import dev.rivyaroutes.simulator.server.Handler;
import dev.rivyaroutes.simulator.server.Reply;
import dev.rivyaroutes.simulator.trouble.Operation;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The calls to {@code /webhooks} and {@code /webhook-events}. The Rivya documentation specifies
 * only the create call; all other answers are the simulator's choice.
 */
public final class ManageWebhooks implements Handler {

  private static final List<String> TYPES = List.of("generation.succeeded", "generation.failed");
  private static final Set<String> STATUSES = Set.of("active", "disabled");

  private final Webhooks webhooks;
  private final Clock clock;
  private final int createStatus;

  public ManageWebhooks(Webhooks webhooks, Clock clock, int createStatus) {
    this.webhooks = webhooks;
    this.clock = clock;
    this.createStatus = createStatus;
  }

  @Override
  public Reply answer(Call call) throws IOException {
    String[] path = call.route().name().split("/", -1);
    if (call.route().operation() == Operation.WEBHOOK_EVENTS) {
      return list(webhooks.events(call.account()).stream().map(WebhookEvent::json).toList());
    }
    if (path[0].isEmpty()) {
      return switch (call.method()) {
        case "POST" -> create(call);
        case "GET" ->
            list(webhooks.of(call.account()).stream().map(one -> one.json(false)).toList());
        default -> throw ApiError.notFound("This path");
      };
    }
    WebhookEndpoint endpoint = webhooks.find(call.account(), path[0]);
    return switch (call.method() + " " + String.join("/", List.of(path).subList(1, path.length))) {
      case "GET " -> ApiJson.json(200, endpoint.json(false));
      case "PATCH " -> change(endpoint, call);
      case "DELETE " -> delete(endpoint);
      case "POST rotate-secret" -> rotate(endpoint);
      case "POST test" -> ApiJson.json(200, webhooks.test(endpoint).json());
      case "GET deliveries" -> deliveries(endpoint);
      default -> throw ApiError.notFound("This path");
    };
  }

  private Reply create(Call call) throws IOException {
    ObjectNode request = ApiJson.parse(call.body());
    String url = url(request, "");
    List<String> types = types(request, TYPES);
    synchronized (webhooks) {
      WebhookEndpoint made = webhooks.add(call.account());
      made.set(request.path("name").asText("Webhook"), url, types, false, clock.instant());
      return ApiJson.json(createStatus, made.json(true));
    }
  }

  private Reply change(WebhookEndpoint endpoint, Call call) throws IOException {
    ObjectNode request = ApiJson.parse(call.body());
    synchronized (webhooks) {
      String status = request.path("status").asText(endpoint.disabled() ? "disabled" : "active");
      require(STATUSES.contains(status), "status must be active or disabled.");
      endpoint.set(
          request.path("name").asText(endpoint.name()),
          url(request, endpoint.url()),
          types(request, endpoint.eventTypes()),
          status.equals("disabled"),
          clock.instant());
      return ApiJson.json(200, endpoint.json(false));
    }
  }

  private Reply delete(WebhookEndpoint endpoint) {
    synchronized (webhooks) {
      webhooks.remove(endpoint);
      return ApiJson.json(
          200,
          endpoint
              .json(false)
              .put("status", "revoked")
              .put("revoked_at", ApiJson.time(clock.instant())));
    }
  }

  private Reply rotate(WebhookEndpoint endpoint) {
    synchronized (webhooks) {
      Instant now = clock.instant();
      endpoint.rotate(now.plus(webhooks.style().overlap()), now);
      return ApiJson.json(200, endpoint.json(true));
    }
  }

  private Reply deliveries(WebhookEndpoint endpoint) {
    List<ObjectNode> mine = new ArrayList<>();
    webhooks.attempts().stream()
        .filter(attempt -> attempt.endpointId().equals(endpoint.id()))
        .forEach(attempt -> mine.add(0, attempt.json()));
    return list(mine);
  }

  private String url(ObjectNode request, String now) {
    String url = request.path("url").asText(now);
    WebhookUrls.check(url, webhooks.style().publicOnly());
    return url;
  }

  private static List<String> types(ObjectNode request, List<String> now) {
    if (!request.has("event_types")) {
      return now;
    }
    List<String> types = new ArrayList<>();
    for (JsonNode type : request.path("event_types")) {
      require(
          TYPES.contains(type.asText()),
          "event_types may hold " + String.join(" and ", TYPES) + ".");
      types.add(type.asText());
    }
    require(!types.isEmpty(), "event_types must not be empty.");
    return types;
  }

  private static Reply list(List<ObjectNode> items) {
    ObjectNode root = ApiJson.object().put("object", "list");
    ArrayNode data = root.putArray("data");
    items.forEach(data::add);
    return ApiJson.json(200, root);
  }
}
