package dev.rivyaroutes.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.ErrorAnswers;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.http.call.HttpCall;
import dev.rivyaroutes.ledger.audit.Action;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.RecordOrders;
import dev.rivyaroutes.webhook.WebhookRegistrations;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows an account's webhook endpoint, and takes an operator's orders to it. */
@RestController
@RequestMapping("/api/accounts/{account}/webhook")
class WebhookController {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookController.class);

  private final WebhookRegistrations registrations;
  private final RecordOrders orders;
  private final ProducerTemplate camel;

  WebhookController(
      WebhookRegistrations registrations, RecordOrders orders, ProducerTemplate camel) {
    this.registrations = registrations;
    this.orders = orders;
    this.camel = camel;
  }

  /** The endpoint as the ledger has it, with Rivya's own list of its newest deliveries. */
  @GetMapping
  Map<String, Object> show(@PathVariable("account") String account) {
    requireEndpoint(account);
    Map<String, Object> facts = new LinkedHashMap<>(registrations.facts(account));
    String endpoint = registrations.endpointId(account).orElse(null);
    if (endpoint != null) {
      Exchange answer = call(account, "deliveries", endpoint);
      if (answer.getException() == null) {
        JsonNode deliveries = answer.getMessage().getBody(JsonNode.class);
        facts.put("deliveries", deliveries.has("data") ? deliveries.path("data") : deliveries);
      } else {
        facts.put("deliveries_missing", String.valueOf(answer.getException().getMessage()));
      }
    }
    return facts;
  }

  /** Has Rivya send a test event, which comes to the endpoint like any other. */
  @PostMapping("/test")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Map<String, Object> test(
      @PathVariable("account") String account, Principal principal, HttpServletRequest request) {
    requireEndpoint(account);
    refuseBody(request);
    String endpoint = registrations.endpointId(account).orElseThrow(() -> notYet(account));
    Exchange answer = call(account, "test", endpoint);
    Order order = Caller.of(principal).order("");
    if (answer.getException() != null) {
      String why = "Rivya did not send a test event: " + PlainWords.of(answer.getException());
      orders.refused(order, Action.TEST_WEBHOOK, account, why);
      throw Problem.of(502, "rivya-refused", why);
    }
    String text = "Rivya sends a test event. The deliveries show whether it arrived.";
    orders.done(order, Action.TEST_WEBHOOK, account, text);
    LOG.info("Account {}: {} requested a test event", account, order.by());
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("account", account);
    document.put("text", text);
    document.put("event", answer.getMessage().getBody(JsonNode.class));
    return document;
  }

  /** Orders a new secret; the answer comes before it is made. */
  @PostMapping("/rotate")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Map<String, Object> rotate(
      @PathVariable("account") String account, Principal principal, HttpServletRequest request) {
    refuseBody(request);
    requireEndpoint(account);
    Order order = Caller.of(principal).order("");
    if (registrations.isConfigured(account)) {
      throw refused(
          order,
          account,
          Problem.of(
              409,
              "order-refused",
              "The secrets of account %1$s are configured. Rotate at Rivya, and add the new one to rivya.accounts.%1$s.webhook.secrets."
                  .formatted(account)));
    }
    if (!registrations.orderRotation(account, order)) {
      throw refused(order, account, notYet(account));
    }
    LOG.info("Account {}: {} requested a new webhook secret", account, order.by());
    return registrations.facts(account);
  }

  private Problem refused(Order order, String account, Problem why) {
    orders.refused(order, Action.ROTATE_SECRET, account, why.detail());
    return why;
  }

  private Exchange call(String account, String operation, String endpointId) {
    return camel.request(
        "kamelet:rivya-webhooks-action?account=variable:account&operation=" + operation,
        exchange -> {
          exchange.setVariable(Variables.ACCOUNT, account);
          exchange.setVariable(Variables.ENDPOINT_ID, endpointId);
        });
  }

  private void requireEndpoint(String account) {
    if (!registrations.isKnown(account)) {
      throw ErrorAnswers.problem(404);
    }
    if (!registrations.isEnabled(account)) {
      throw Problem.of(
          409,
          "no-webhook",
          "Account %1$s has no webhook endpoint; set rivya.accounts.%1$s.webhook.public-url."
              .formatted(account));
    }
  }

  private static void refuseBody(HttpServletRequest request) {
    if (HttpCall.hasBody(request)) {
      throw Problem.of(400, "invalid-order", "This order does not accept a body; send none.");
    }
  }

  private static Problem notYet(String account) {
    return Problem.of(
            409,
            "not-now",
            "The webhook of account %1$s is not registered yet; GET /api/accounts/%1$s/webhook shows the cause."
                .formatted(account))
        .withHeader("Retry-After", "5");
  }
}
