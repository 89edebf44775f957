package dev.rivyaroutes.http.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.http.ErrorAnswers;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.ledger.audit.Action;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.RecordOrders;
import dev.rivyaroutes.webhook.WebhookRegistrations;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Shows an account's webhook endpoint, and carries out the orders of operators to it. */
@Component
public class OperateWebhook {

  public static final String TESTED =
      "Rivya sends a test event. The deliveries show whether it arrived.";

  private static final Logger LOG = LoggerFactory.getLogger(OperateWebhook.class);

  private final WebhookRegistrations registrations;
  private final RecordOrders orders;
  private final ProducerTemplate camel;

  OperateWebhook(WebhookRegistrations registrations, RecordOrders orders, ProducerTemplate camel) {
    this.registrations = registrations;
    this.orders = orders;
    this.camel = camel;
  }

  /** Whether the program registers an endpoint for the account. */
  public boolean isEnabled(String account) {
    requireKnown(account);
    return registrations.isEnabled(account);
  }

  /** The endpoint as the ledger has it. */
  public Map<String, Object> facts(String account) {
    requireEndpoint(account);
    return new LinkedHashMap<>(registrations.facts(account));
  }

  /** The same with Rivya's own list of its newest deliveries, for which Rivya is called. */
  public Map<String, Object> factsWithDeliveries(String account) {
    Map<String, Object> facts = facts(account);
    if (facts.get("endpoint_id") instanceof String endpoint) {
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

  /** Has Rivya send a test event, which comes to the endpoint like any other; Rivya's answer. */
  public JsonNode test(String account, Order order) {
    requireEndpoint(account);
    String endpoint = registrations.endpointId(account).orElseThrow(() -> notYet(account));
    Exchange answer = call(account, "test", endpoint);
    if (answer.getException() != null) {
      String why = "Rivya did not send a test event: " + PlainWords.of(answer.getException());
      orders.refused(order, Action.TEST_WEBHOOK, account, why);
      throw Problem.of(502, "rivya-refused", why);
    }
    orders.done(order, Action.TEST_WEBHOOK, account, TESTED);
    LOG.info("Account {}: {} requested a test event", account, order.by());
    return answer.getMessage().getBody(JsonNode.class);
  }

  /** Orders a new secret, which is made afterwards. */
  public void rotate(String account, Order order) {
    requireEndpoint(account);
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

  /** Refuses an account that is not configured. */
  public void requireKnown(String account) {
    if (!registrations.isKnown(account)) {
      throw ErrorAnswers.problem(404);
    }
  }

  private void requireEndpoint(String account) {
    requireKnown(account);
    if (!registrations.isEnabled(account)) {
      throw Problem.of(
          409,
          "no-webhook",
          "Account %1$s has no webhook endpoint; set rivya.accounts.%1$s.webhook.public-url."
              .formatted(account));
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
