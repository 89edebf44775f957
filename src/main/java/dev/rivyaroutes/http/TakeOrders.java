package dev.rivyaroutes.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.http.call.HttpAnswer;
import dev.rivyaroutes.http.call.HttpCall;
import dev.rivyaroutes.http.call.LimitedBody;
import dev.rivyaroutes.http.call.RouteStep;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.OrderJobs;
import dev.rivyaroutes.ledger.orders.OrderJobs.Deliveries;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.ledger.orders.OrderResult;
import dev.rivyaroutes.ledger.search.FindJobs;
import dev.rivyaroutes.media.MediaStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Takes an operator's orders to a job, and answers once they are committed. */
@Component("takeOrders")
public class TakeOrders {
  private static final int MAX_BODY = 10_240;
  private static final int MAX_REASON = 500;

  private final OrderJobs orders;
  private final FindJobs jobs;
  private final MediaStore store;
  private final Links links;

  TakeOrders(OrderJobs orders, FindJobs jobs, MediaStore store, Links links) {
    this.orders = orders;
    this.jobs = jobs;
    this.store = store;
    this.links = links;
  }

  /** Refuses what can be refused without the order. */
  public void check(Exchange exchange) {
    HttpCall call = exchange.getMessage().getBody(HttpCall.class);
    RouteStep.run(
        exchange,
        () -> {
          jobs.ownerOf(call.path("id")).orElseThrow(AnswerJobs::unknownJob);
          if (call.request().getContentLengthLong() > MAX_BODY) {
            throw new CallTooLarge(MAX_BODY);
          }
        });
  }

  /** Lets a job, or its deliveries, go on. */
  public void replay(Exchange exchange) {
    take(
        exchange,
        202,
        Set.of("reason", "deliveries"),
        (id, order, body) -> orders.replay(id, order, deliveries(body), this::isKept));
  }

  /** Ends a job. */
  public void cancel(Exchange exchange) {
    take(exchange, 200, Set.of("reason"), (id, order, body) -> orders.cancel(id, order));
  }

  /** Hands an order to the ledger. */
  private interface Give {
    OrderResult give(String id, Order order, JsonNode body) throws OrderRefused;
  }

  private void take(Exchange exchange, int status, Set<String> fields, Give give) {
    HttpCall call = exchange.getMessage().getBody(HttpCall.class);
    RouteStep.run(exchange, () -> exchange.getMessage().setBody(take(call, status, fields, give)));
  }

  private HttpAnswer take(HttpCall call, int status, Set<String> fields, Give give)
      throws IOException {
    String id = call.path("id");
    jobs.ownerOf(id).orElseThrow(AnswerJobs::unknownJob);
    JsonNode body = body(call, fields);
    try {
      OrderResult done = give.give(id, new Order(call.caller().name(), reason(body)), body);
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("id", id);
      answer.put("status", done.state().userStatus());
      answer.put("state", done.state().name().toLowerCase(Locale.ROOT));
      answer.put("text", done.text());
      answer.put("url", links.job(id));
      return HttpAnswer.json(status, answer);
    } catch (OrderRefused e) {
      throw problem(e).with("id", id).with("url", links.job(id));
    }
  }

  private static Problem problem(OrderRefused refused) {
    String detail = refused.getMessage();
    return switch (refused.why()) {
      case UNKNOWN_JOB -> AnswerJobs.unknownJob();
      case STATE -> Problem.of(409, "order-refused", detail);
      case NOT_NOW -> Problem.of(409, "not-now", detail).withHeader("Retry-After", "5");
      case MEDIA_GONE -> Problem.of(410, "media-gone", detail);
    };
  }

  private static JsonNode body(HttpCall call, Set<String> fields) throws IOException {
    byte[] bytes = new LimitedBody(call.body(), MAX_BODY).readAllBytes();
    if (bytes.length == 0) {
      return Json.MAPPER.createObjectNode();
    }
    JsonNode body;
    try {
      body = Json.MAPPER.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw invalid("The body is no JSON; send none, or {\"reason\": \"…\"}.");
    }
    if (!body.isObject()) {
      throw invalid("The body must be a JSON object, such as {\"reason\": \"…\"}.");
    }
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      if (!fields.contains(field.getKey()) || !field.getValue().isTextual()) {
        throw invalid("The body may have these fields only, each a text: " + fields + ".");
      }
    }
    return body;
  }

  private static String reason(JsonNode body) {
    String reason = body.path("reason").asText("").strip();
    if (reason.length() > MAX_REASON) {
      throw invalid("The reason is longer than " + MAX_REASON + " characters; make it shorter.");
    }
    return reason.isEmpty() ? null : reason;
  }

  private static Deliveries deliveries(JsonNode body) {
    return switch (body.path("deliveries").asText("")) {
      case "" -> null;
      case "dead" -> Deliveries.DEAD;
      case "all" -> Deliveries.ALL;
      default -> throw invalid("The field deliveries must be dead or all.");
    };
  }

  private boolean isKept(String sha256) {
    try {
      return store.touch(sha256);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Problem invalid(String detail) {
    return Problem.of(400, "invalid-order", detail);
  }
}
