package dev.rivyaroutes.webhook;

import dev.rivyaroutes.ledger.events.RotateSecrets;
import dev.rivyaroutes.ledger.events.WebhookEndpoint;
import dev.rivyaroutes.ledger.events.WebhookEndpoints;
import dev.rivyaroutes.ledger.orders.Order;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The registered webhook endpoints, as the HTTP API shows them and lets people rotate them. */
public final class WebhookRegistrations {

  private final Map<String, WebhookProperties> settings;
  private final WebhookEndpoints endpoints;
  private final RotateSecrets rotate;
  private final WebhookSecrets secrets;

  public WebhookRegistrations(
      Map<String, WebhookProperties> settings,
      WebhookEndpoints endpoints,
      RotateSecrets rotate,
      WebhookSecrets secrets) {
    this.settings = settings;
    this.endpoints = endpoints;
    this.rotate = rotate;
    this.secrets = secrets;
  }

  /** Whether there is an account of this name. */
  public boolean isKnown(String account) {
    return settings.containsKey(account);
  }

  /** Whether the program registers an endpoint for the account. */
  public boolean isEnabled(String account) {
    return settings.containsKey(account) && settings.get(account).isRegistered();
  }

  /** Whether the configuration sets the secrets. */
  public boolean isConfigured(String account) {
    return !settings.get(account).secrets().isEmpty();
  }

  /** Rivya's id of the registered endpoint. */
  public Optional<String> endpointId(String account) {
    return endpoints.find(account).map(WebhookEndpoint::endpointId);
  }

  /**
   * Orders a rotation of the secret.
   *
   * @return false when there is no endpoint yet
   */
  public boolean orderRotation(String account, Order order) {
    return rotate.requestRotation(account, order);
  }

  /** The endpoint as the HTTP API shows it, without secrets. */
  public Map<String, Object> facts(String account) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("account", account);
    facts.put("url", settings.get(account).url(account));
    WebhookEndpoint endpoint = endpoints.find(account).orElse(null);
    facts.put("registered", endpoint != null && endpoint.endpointId() != null);
    facts.put("secrets", secrets.of(account).size());
    facts.put("secrets_from", isConfigured(account) ? "configuration" : "ledger");
    if (endpoint != null) {
      facts.put("endpoint_id", endpoint.endpointId());
      facts.put("rotating", endpoint.rotation().due() && !isConfigured(account));
      facts.put("rotation_ordered_by", endpoint.rotation().orderedBy());
      facts.put("rotation_ordered_at", endpoint.rotation().orderedAt());
      facts.put("disabled_since", endpoint.disabledSince());
      facts.put("cause", cause(endpoint));
      facts.put("looked_at", endpoint.polls().succeededAt());
    }
    return facts;
  }

  private String cause(WebhookEndpoint endpoint) {
    Optional<String> registered = Optional.ofNullable(endpoint.polls().cause());
    Optional<String> secret = secrets.trouble(endpoint.account());
    return Stream.of(registered, secret)
        .flatMap(Optional::stream)
        .reduce((one, other) -> one + " " + other)
        .orElse(null);
  }
}
