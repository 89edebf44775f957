package dev.rivyaroutes.engine.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.engine.task.AccountTask;
import dev.rivyaroutes.ledger.database.DatabaseAvailability;
import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import dev.rivyaroutes.ledger.events.RotateSecrets;
import dev.rivyaroutes.ledger.events.WebhookEndpoint;
import dev.rivyaroutes.ledger.events.WebhookEndpoints;
import dev.rivyaroutes.rivya.wait.EventReliability;
import dev.rivyaroutes.webhook.WebhookProperties;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * The steps of register-webhook that decide which replica calls Rivya, and what it calls. If a
 * response was lost, the endpoint is found by its URL, so that no second one is created, and its
 * secret is rotated, because the first secret is unknown.
 */
@Component("registerWebhook")
public class RegisterWebhook implements AccountTask<WebhookEndpoint> {

  private static final Logger LOG = LoggerFactory.getLogger(RegisterWebhook.class);

  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final String ACTIVE = "active";

  private final Accounts accounts;
  private final WebhookEndpoints endpoints;
  private final RotateSecrets secrets;
  private final EventReliability eventReliability;
  private final DatabaseAvailability ledger;
  private final Set<String> recorded = ConcurrentHashMap.newKeySet();
  private volatile boolean unavailable;

  RegisterWebhook(
      Accounts accounts,
      WebhookEndpoints endpoints,
      RotateSecrets secrets,
      EventReliability eventReliability,
      DatabaseAvailability ledger) {
    this.ledger = ledger;
    this.accounts = accounts;
    this.endpoints = endpoints;
    this.secrets = secrets;
    this.eventReliability = eventReliability;
  }

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public Duration interval() {
    return INTERVAL;
  }

  @Override
  public boolean concerns(String account) {
    return accounts.get(account).webhook().isRegistered();
  }

  /**
   * The account's endpoint when a check is due and no other replica makes it. The URL is that of
   * the process that started last.
   */
  @Override
  public Optional<WebhookEndpoint> claim(String account) {
    String url = accounts.get(account).webhook().url(account);
    try {
      if (!recorded.contains(account)) {
        endpoints.register(account, url);
        recorded.add(account);
      }
      Optional<WebhookEndpoint> found =
          endpoints.find(account).filter(endpoint -> endpoint.url().equals(url));
      eventReliability.recordEndpoint(
          account, found.map(WebhookEndpoint::disabledSince).isPresent());
      Optional<WebhookEndpoint> claimed = found.flatMap(endpoints::claim);
      unavailable = false;
      return claimed;
    } catch (DataAccessException | LedgerUnavailable e) {
      if (!ledger.isPartOfOutage(e) && !unavailable) {
        LOG.warn(
            "The database is unavailable; the webhook of account {} is registered later.", account);
      }
      unavailable = true;
      return Optional.empty();
    }
  }

  @Override
  public void put(WebhookEndpoint claimed, Exchange exchange) {
    exchange.setVariable(Variables.REGISTRATION, claimed);
  }

  /** Sets the variable step to the action that Rivya's list of endpoints requires. */
  public void decide(Exchange exchange) {
    WebhookEndpoint claimed = exchange.getVariable(Variables.REGISTRATION, WebhookEndpoint.class);
    WebhookProperties settings = accounts.get(claimed.account()).webhook();
    JsonNode list = exchange.getMessage().getBody(JsonNode.class);
    List<JsonNode> ours = ours(list, claimed);
    JsonNode found = ours.isEmpty() ? null : ours.get(0);
    if (found == null) {
      requireComplete(list);
    }
    if (!settings.secrets().isEmpty()) {
      decided(exchange, found == null ? "missing" : state(found), found);
    } else if (found == null) {
      exchange.setVariable(Variables.ENDPOINT_URL, claimed.url());
      decided(exchange, expectSecret(exchange, claimed) ? "create" : "lost", null);
    } else if (ours.size() > 1) {
      decided(exchange, "delete", ours.get(1));
    } else if (claimed.rotation().due()
        || !found.path("id").asText().equals(claimed.endpointId())) {
      decided(exchange, expectSecret(exchange, claimed) ? "rotate" : "lost", found);
    } else {
      decided(exchange, state(found), found);
    }
  }

  /** The Rivya documentation names one status, active, and does not specify others. */
  private static String state(JsonNode endpoint) {
    boolean active = endpoint.path("status").asText(ACTIVE).equals(ACTIVE);
    return active && !endpoint.path("disabled_at").isTextual() ? "none" : "disabled";
  }

  private static void decided(Exchange exchange, String step, JsonNode endpoint) {
    exchange.setVariable("step", step);
    exchange.setVariable(
        Variables.ENDPOINT_ID, endpoint == null ? null : endpoint.path("id").asText());
    exchange.getMessage().setBody(null);
  }

  /** False when another replica owns the endpoint, so that this one must not call Rivya. */
  private boolean expectSecret(Exchange exchange, WebhookEndpoint claimed) {
    Optional<WebhookEndpoint> mine = secrets.beginRotation(claimed);
    mine.ifPresent(endpoint -> exchange.setVariable(Variables.REGISTRATION, endpoint));
    return mine.isPresent();
  }

  /** Active endpoints first, then the one in the ledger. */
  private static List<JsonNode> ours(JsonNode list, WebhookEndpoint claimed) {
    return StreamSupport.stream(list.path("data").spliterator(), false)
        .filter(one -> !one.path("revoked_at").isTextual())
        .filter(
            one ->
                one.path("id").asText().equals(claimed.endpointId())
                    || one.path("url").asText().equals(claimed.url()))
        .sorted(
            Comparator.comparing((JsonNode one) -> state(one).equals("disabled"))
                .thenComparing(one -> !one.path("id").asText().equals(claimed.endpointId())))
        .toList();
  }

  /** The Rivya documentation does not specify paging; an incomplete list proves nothing. */
  private static void requireComplete(JsonNode list) {
    if (!list.path("data").isArray() || list.path("has_more").asBoolean()) {
      throw new IllegalStateException(
          "Rivya's list of webhook endpoints is incomplete. Register the endpoint at Rivya and set its"
              + " secret in rivya.accounts.<name>.webhook.secrets.");
    }
  }
}
