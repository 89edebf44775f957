package dev.rivyaroutes.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.http.call.HttpAnswer;
import dev.rivyaroutes.http.call.HttpCall;
import dev.rivyaroutes.http.call.RouteStep;
import dev.rivyaroutes.webhook.Registrations;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Shows an account's webhook endpoint, and takes an operator's orders to it. */
@Component("answerWebhook")
public class AnswerWebhook {

  private static final Logger LOG = LoggerFactory.getLogger(AnswerWebhook.class);
  private static final String MISSING = "withoutDeliveries";
  private static final String CALLER = "caller";

  private final Registrations registrations;

  AnswerWebhook(Registrations registrations) {
    this.registrations = registrations;
  }

  /** Finds the endpoint's id at Rivya, for the call that asks for its deliveries. */
  public void find(Exchange exchange, String account) {
    RouteStep.run(
        exchange,
        () -> {
          requireWanted(account);
          exchange.setVariable(
              Variables.ENDPOINT_ID, registrations.endpointId(account).orElse(null));
          exchange.getMessage().setBody(null);
        });
  }

  /** Rivya did not answer: the endpoint is shown without its deliveries. */
  public void withoutDeliveries(Exchange exchange, @ExchangeException Exception failure) {
    exchange.setVariable(MISSING, String.valueOf(failure.getMessage()));
    exchange.getMessage().setBody(null);
  }

  /** What the ledger knows, and Rivya's own list of deliveries as it came. */
  public HttpAnswer show(Exchange exchange, String account) {
    Map<String, Object> facts = new LinkedHashMap<>(registrations.facts(account));
    JsonNode deliveries = exchange.getMessage().getBody(JsonNode.class);
    if (deliveries != null) {
      facts.put("deliveries", deliveries.has("data") ? deliveries.path("data") : deliveries);
    }
    facts.put("deliveries_missing", exchange.getVariable(MISSING, String.class));
    return HttpAnswer.json(200, facts);
  }

  /** As {@link #find}, where there must be an endpoint. */
  public void require(Exchange exchange, String account) {
    HttpCall call = exchange.getMessage().getBody(HttpCall.class);
    exchange.setVariable(CALLER, call.caller().name());
    find(exchange, account);
    RouteStep.run(
        exchange,
        () -> {
          refuseBody(call);
          if (!exchange.isRouteStop() && exchange.getVariable(Variables.ENDPOINT_ID) == null) {
            throw notYet(account);
          }
        });
  }

  /** Rivya has taken the order; the event comes to the endpoint like any other. */
  public HttpAnswer tested(Exchange exchange, String account) {
    LOG.info(
        "Account {}: {} has had Rivya send a test event",
        account,
        exchange.getVariable(CALLER, String.class));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("account", account);
    answer.put("text", "Rivya sends a test event. The deliveries tell whether it arrived.");
    answer.put("event", exchange.getMessage().getBody(JsonNode.class));
    return HttpAnswer.json(202, answer);
  }

  /** Rivya did not take the order, or did not say so. */
  public HttpAnswer notTested(@ExchangeException Exception failure) {
    return HttpAnswer.of(
        Problem.of(
            502, "rivya-refused", "Rivya did not send a test event: " + PlainWords.of(failure)));
  }

  /** Orders a new secret; the answer comes before it is made. */
  public void rotate(Exchange exchange, String account) {
    HttpCall call = exchange.getMessage().getBody(HttpCall.class);
    RouteStep.run(
        exchange,
        () -> {
          refuseBody(call);
          exchange.getMessage().setBody(rotate(account, call.caller().name()));
        });
  }

  private HttpAnswer rotate(String account, String by) {
    requireWanted(account);
    if (registrations.isConfigured(account)) {
      throw Problem.of(
          409,
          "order-refused",
          "The secrets of account %1$s are configured. Rotate at Rivya, and add the new one to rivya.accounts.%1$s.webhook.secrets."
              .formatted(account));
    }
    if (!registrations.orderRotation(account, by)) {
      throw notYet(account);
    }
    LOG.info("Account {}: {} has ordered a new webhook secret", account, by);
    return HttpAnswer.json(202, registrations.facts(account));
  }

  private void requireWanted(String account) {
    if (!registrations.isWanted(account)) {
      throw Problem.of(
          409,
          "no-webhook",
          "Account %1$s has no webhook endpoint; set rivya.accounts.%1$s.webhook.public-url."
              .formatted(account));
    }
  }

  /** What nobody reads is not taken either. */
  private static void refuseBody(HttpCall call) {
    if (call.hasBody()) {
      throw Problem.of(400, "invalid-order", "This order takes no body; send none.");
    }
  }

  private static Problem notYet(String account) {
    return Problem.of(
            409,
            "not-now",
            "The webhook of account "
                + account
                + " is not registered yet; its cause stands in GET /api/accounts/"
                + account
                + "/webhook.")
        .withHeader("Retry-After", "5");
  }
}
