package dev.rivyaroutes.engine.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.engine.settle.Backoff;
import dev.rivyaroutes.engine.settle.FailureCauses;
import dev.rivyaroutes.ledger.events.WebhookEndpoint;
import dev.rivyaroutes.ledger.events.WebhookEndpoints;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.rivya.call.RivyaTrouble;
import dev.rivyaroutes.webhook.StoredSecrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The steps of register-webhook that record the outcome of a call. */
@Component("settleWebhook")
public class SettleWebhook {

  private static final Logger LOG = LoggerFactory.getLogger(SettleWebhook.class);
  private static final Duration RECHECK = Duration.ofHours(1);
  private static final Duration RECHECK_DISABLED = Duration.ofMinutes(5);

  private final Accounts accounts;
  private final WebhookEndpoints endpoints;
  private final StoredSecrets secrets;
  private final Backoff backoff;
  private final Clock clock;

  SettleWebhook(
      Accounts accounts,
      WebhookEndpoints endpoints,
      StoredSecrets secrets,
      Backoff backoff,
      Clock clock) {
    this.accounts = accounts;
    this.endpoints = endpoints;
    this.secrets = secrets;
    this.backoff = backoff;
    this.clock = clock;
  }

  /**
   * Stores the secret of an answer to create or rotate, and removes it from the message. The next
   * check is due now.
   */
  public void storeSecret(
      Exchange exchange, @Variable(Variables.REGISTRATION) WebhookEndpoint claimed) {
    JsonNode answer = exchange.getMessage().getBody(JsonNode.class);
    exchange.getMessage().setBody(null);
    String secret = answer.path("signing_secret").asText("");
    String known = exchange.getVariable(Variables.ENDPOINT_ID, String.class);
    String id = known == null ? answer.path("id").asText("") : known;
    if (secret.isEmpty() || id.isEmpty()) {
      throw new IllegalStateException(
          "Rivya's answer has no id or no signing_secret, so events cannot be verified. Set the secret in"
              + " rivya.accounts.%s.webhook.secrets.".formatted(claimed.account()));
    }
    boolean alone = secrets.store(claimed, id, secret, clock.instant());
    LOG.info(
        "Account {}: endpoint {} at Rivya ({}) has a new secret{}",
        claimed.account(),
        id,
        claimed.url(),
        alone ? "" : "; another replica rotated it at the same time, so it is rotated again");
  }

  /** No call is needed, or only a person can correct the problem. */
  public void recordState(
      @Variable("step") String step,
      @Variable(Variables.REGISTRATION) WebhookEndpoint claimed,
      @Variable(Variables.ENDPOINT_ID) String endpointId) {
    switch (step) {
      case "missing" -> misconfigured(claimed, missing(claimed));
      case "disabled" -> disabled(claimed, endpointId);
      case "lost" ->
          LOG.debug("Another replica is registering the webhook of account {}", claimed.account());
      default -> active(claimed, endpointId);
    }
  }

  private void active(WebhookEndpoint claimed, String endpointId) {
    endpoints.recordPolled(claimed, endpointId, null, nextCheck());
    if (claimed.disabledSince() != null) {
      LOG.info("Account {}: Rivya sends events to {} again", claimed.account(), claimed.url());
    }
  }

  /** Logged once; the next check is soon, because a person may enable the endpoint. */
  private void disabled(WebhookEndpoint claimed, String endpointId) {
    String cause =
        "Rivya sends no events because it has disabled the endpoint %s. Enable it at Rivya, or delete it"
                .formatted(endpointId)
            + " there to have it registered again. Jobs are polled meanwhile.";
    if (claimed.disabledSince() == null) {
      logOnce(claimed, cause);
    }
    Instant next = backoff.atOrAfter(clock.instant().plus(RECHECK_DISABLED));
    endpoints.recordDisabled(claimed, endpointId, cause, next);
  }

  private static String missing(WebhookEndpoint claimed) {
    return "Rivya has no endpoint for %s. Register it at Rivya, or remove rivya.accounts.%s.webhook.secrets"
            .formatted(claimed.url(), claimed.account())
        + " to have it registered automatically.";
  }

  /** A duplicate endpoint was deleted. The next check is due now. */
  public void recordDeleted(
      @Variable(Variables.REGISTRATION) WebhookEndpoint claimed,
      @Variable(Variables.ENDPOINT_ID) String surplus) {
    LOG.warn(
        "Account {}: Rivya had two endpoints for {}; the duplicate {} was deleted",
        claimed.account(),
        claimed.url(),
        surplus);
    endpoints.recordPolled(claimed, claimed.endpointId(), null, clock.instant());
  }

  /** Retried after a backoff; jobs are polled meanwhile. */
  public void recordFailure(
      @Variable(Variables.REGISTRATION) WebhookEndpoint claimed,
      @ExchangeException Exception failure) {
    Duration retryAfter = failure instanceof RivyaTrouble trouble ? trouble.retryAfter() : null;
    String cause = describe(claimed.account(), failure);
    logOnce(claimed, cause);
    endpoints.recordFailed(claimed, cause, backoff.after(claimed.polls().attempts(), retryAfter));
  }

  private void misconfigured(WebhookEndpoint claimed, String cause) {
    logOnce(claimed, cause);
    endpoints.recordPolled(claimed, null, cause, nextCheck());
  }

  private static void logOnce(WebhookEndpoint claimed, String cause) {
    if (!cause.equals(claimed.polls().cause())) {
      LOG.warn("The webhook of account {} does not work: {}", claimed.account(), cause);
    }
  }

  private String describe(String account, Exception failure) {
    if (failure instanceof RivyaTrouble trouble && trouble.cause().trouble() == Trouble.AUTH) {
      return "The API key may not manage webhooks (%s). Set a key with the scope webhooks:manage in %s."
          .formatted(trouble.cause().code(), accounts.keyPlace(account));
    }
    return FailureCauses.sentence(failure);
  }

  private Instant nextCheck() {
    return backoff.atOrAfter(clock.instant().plus(RECHECK));
  }
}
