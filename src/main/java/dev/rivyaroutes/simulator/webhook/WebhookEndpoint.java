package dev.rivyaroutes.simulator.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.server.ApiJson;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A registered endpoint. Guarded by the lock of {@link Webhooks}. */
final class WebhookEndpoint {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String id;
  private final String account;
  private final Instant createdAt;
  private String name;
  private String url;
  private List<String> eventTypes;
  private String secret = newSecret();
  private String oldSecret;
  private Instant oldUntil;
  private boolean disabled;
  private Instant changedAt;
  private Instant lastSuccess;
  private Instant lastFailure;
  private int failures;

  WebhookEndpoint(String id, String account, Instant now) {
    this.id = id;
    this.account = account;
    this.createdAt = now;
    this.changedAt = now;
  }

  String id() {
    return id;
  }

  String account() {
    return account;
  }

  String url() {
    return url;
  }

  void set(String newName, String newUrl, List<String> newTypes, boolean off, Instant now) {
    name = newName;
    url = newUrl;
    eventTypes = List.copyOf(newTypes);
    disabled = off;
    changedAt = now;
  }

  String name() {
    return name;
  }

  List<String> eventTypes() {
    return eventTypes;
  }

  boolean disabled() {
    return disabled;
  }

  boolean takes(String eventType) {
    return !disabled && eventTypes.contains(eventType);
  }

  void rotate(Instant overlapEnd, Instant now) {
    oldSecret = secret;
    oldUntil = overlapEnd;
    secret = newSecret();
    changedAt = now;
  }

  /** The secrets that sign now, the newest first. */
  List<String> secrets(Instant now) {
    List<String> all = new ArrayList<>(List.of(secret));
    if (oldSecret != null && now.isBefore(oldUntil)) {
      all.add(oldSecret);
    }
    return all;
  }

  void record(WebhookAttempt attempt) {
    if (attempt.succeeded()) {
      lastSuccess = attempt.at();
      failures = 0;
    } else {
      lastFailure = attempt.at();
      failures++;
    }
  }

  /** The public object; the full secret is in the answers to create and rotate only. */
  ObjectNode json(boolean withSecret) {
    ObjectNode json =
        ApiJson.object()
            .put("id", id)
            .put("object", "webhook_endpoint")
            .put("name", name)
            .put("url", url);
    eventTypes.forEach(json.putArray("event_types")::add);
    json.put("status", disabled ? "disabled" : "active")
        .put("secret_preview", secret.substring(0, 8) + "..." + secret.substring(32));
    if (withSecret) {
      json.put("signing_secret", secret);
    }
    return json.put("last_success_at", time(lastSuccess))
        .put("last_failure_at", time(lastFailure))
        .put("failure_count", failures)
        .put("created_at", time(createdAt))
        .put("updated_at", time(changedAt))
        .put("disabled_at", disabled ? time(changedAt) : null)
        .putNull("revoked_at");
  }

  private static String time(Instant at) {
    return at == null ? null : ApiJson.time(at);
  }

  private static String newSecret() {
    byte[] bytes = new byte[24];
    RANDOM.nextBytes(bytes);
    return "whsec_" + Base64.getEncoder().encodeToString(bytes);
  }
}
