package dev.rivyaroutes.simulator.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.generation.Generation;
import dev.rivyaroutes.simulator.server.ApiError;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The registered endpoints and their pending events. An endpoint gets the events of generations
 * that are created after it.
 */
public final class Webhooks {

  record Outgoing(EventQueue.Delivery delivery, String url, Map<String, String> headers) {}

  /** Makes the public object of an ended generation. */
  interface Serializer {
    ObjectNode show(Generation generation, Instant now);
  }

  private final Clock clock;
  private final EventQueue queue;
  private final Map<String, WebhookEndpoint> endpoints = new LinkedHashMap<>();
  private final WebhookLog log = new WebhookLog();
  private WebhookStyle style = WebhookStyle.DEFAULT;
  private WebhookTrouble trouble = WebhookTrouble.NONE;
  private Runnable begin = () -> {};
  private boolean begun;
  private long minted;

  public Webhooks(Clock clock, long seed) {
    this.clock = clock;
    this.queue = new EventQueue(seed);
  }

  public synchronized void style(WebhookStyle next) {
    style = next;
  }

  public synchronized WebhookStyle style() {
    return style;
  }

  public synchronized void trouble(WebhookTrouble next) {
    trouble = next;
  }

  public synchronized WebhookTrouble trouble() {
    return trouble;
  }

  /** The addresses of an account's endpoints. */
  public synchronized List<String> urls(String account) {
    return endpoints.values().stream()
        .filter(endpoint -> endpoint.account().equals(account))
        .map(WebhookEndpoint::url)
        .toList();
  }

  /** The secrets that sign an account's events now, of all its endpoints. */
  public synchronized List<String> secrets(String account) {
    return endpoints.values().stream()
        .filter(endpoint -> endpoint.account().equals(account))
        .flatMap(endpoint -> endpoint.secrets(clock.instant()).stream())
        .toList();
  }

  /** All attempts that are kept, in their order. */
  public synchronized List<WebhookAttempt> attempts() {
    return log.attempts();
  }

  /** Registers an action for the first endpoint. */
  public synchronized void onBegin(Runnable action) {
    begin = action;
  }

  synchronized WebhookEndpoint add(String account) {
    WebhookEndpoint added = new WebhookEndpoint(mint("whend_"), account, clock.instant());
    endpoints.put(added.id(), added);
    if (!begun) {
      begun = true;
      begin.run();
    }
    return added;
  }

  synchronized WebhookEndpoint find(String account, String id) {
    WebhookEndpoint found = endpoints.get(id);
    if (found == null || !found.account().equals(account)) {
      throw ApiError.notFound("The webhook endpoint");
    }
    return found;
  }

  synchronized List<WebhookEndpoint> of(String account) {
    return endpoints.values().stream().filter(e -> e.account().equals(account)).toList();
  }

  synchronized void remove(WebhookEndpoint endpoint) {
    endpoints.remove(endpoint.id());
    queue.forget(endpoint.id());
  }

  synchronized List<WebhookEvent> events(String account) {
    return log.events(account);
  }

  public synchronized void expect(Generation paid) {
    if (!paid.outcome().stuck() && !of(paid.order().account()).isEmpty()) {
      queue.expect(paid);
    }
  }

  synchronized WebhookEvent test(WebhookEndpoint endpoint) {
    Instant now = clock.instant();
    WebhookEvent event = WebhookEvent.test(mint("evt_"), endpoint.account(), now);
    log.keep(event);
    queue.send(event, endpoint.id(), 1, now);
    return event;
  }

  /** The due attempts, signed now. */
  synchronized List<Outgoing> due(Serializer serializer) {
    Instant now = clock.instant();
    queue.ended(now).forEach(ended -> schedule(ended, serializer, now));
    return queue.due(now).stream().map(delivery -> signed(delivery, now)).toList();
  }

  private Outgoing signed(EventQueue.Delivery delivery, Instant now) {
    WebhookEndpoint endpoint = endpoints.get(delivery.endpointId());
    Instant timestamp = now.minus(trouble.age());
    return new Outgoing(
        delivery,
        endpoint.url(),
        SignEvent.headers(style, endpoint.secrets(now), delivery.event(), timestamp));
  }

  /** Records an attempt, and schedules the next one if it failed. */
  synchronized void attempted(EventQueue.Delivery delivery, int status) {
    Instant now = clock.instant();
    WebhookEvent event = delivery.event();
    WebhookAttempt attempt =
        new WebhookAttempt(
            mint("whdel_"),
            delivery.endpointId(),
            event.id(),
            event.type(),
            delivery.attempt(),
            status,
            now);
    log.keep(attempt);
    WebhookEndpoint endpoint = endpoints.get(delivery.endpointId());
    if (endpoint == null) {
      return;
    }
    endpoint.record(attempt);
    if (!attempt.succeeded() && delivery.attempt() <= style.retries().size()) {
      Instant again = now.plus(style.retries().get(delivery.attempt() - 1));
      queue.send(event, delivery.endpointId(), delivery.attempt() + 1, again);
    }
  }

  public synchronized void reset() {
    endpoints.clear();
    log.clear();
    queue.reset();
    style = WebhookStyle.DEFAULT;
    trouble = WebhookTrouble.NONE;
  }

  private void schedule(Generation ended, Serializer serializer, Instant now) {
    String account = ended.order().account();
    WebhookEvent event =
        WebhookEvent.of(
            mint("evt_"), account, serializer.show(ended, now), style.shape(), ended.endsAt());
    log.keep(event);
    List<WebhookEndpoint> takers =
        of(account).stream().filter(endpoint -> endpoint.takes(event.type())).toList();
    queue.schedule(event, takers, trouble, now);
  }

  private String mint(String prefix) {
    return prefix + Long.toString(++minted, 36);
  }
}
