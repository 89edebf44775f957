package dev.rivyaroutes.engine.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.engine.failure.Backoff;
import dev.rivyaroutes.engine.failure.FailureWords;
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

/** The steps of register-webhook that write what Rivya said. */
@Component("settleWebhook")
public class SettleWebhook {

  private static final Logger LOG = LoggerFactory.getLogger(SettleWebhook.class);
  private static final Duration FRESH = Duration.ofHours(1);
  private static final Duration FRESH_DISABLED = Duration.ofMinutes(5);

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
   * Keeps the secret of an answer to create or rotate, and takes it off the message. What else is
   * to be done shows at the next look, now.
   */
  public void keep(Exchange exchange, @Variable(Variables.REGISTRATION) WebhookEndpoint claimed) {
    JsonNode answer = exchange.getMessage().getBody(JsonNode.class);
    exchange.getMessage().setBody(null);
    String secret = answer.path("signing_secret").asText("");
    String known = exchange.getVariable(Variables.ENDPOINT_ID, String.class);
    String id = known == null ? answer.path("id").asText("") : known;
    if (secret.isEmpty() || id.isEmpty()) {
      throw new IllegalStateException(
          "Rivya's answer holds no id or no signing_secret, so events cannot be checked. Set the"
              + " secret in rivya.accounts."
              + claimed.account()
              + ".webhook.secrets.");
    }
    boolean alone = secrets.store(claimed, id, secret, clock.instant());
    LOG.info(
        "Account {}: Rivya signs the events for {} (endpoint {}) with a new secret{}",
        claimed.account(),
        claimed.url(),
        id,
        alone ? "" : "; another replica made one too, so it is rotated again");
  }

  /** No call follows: all is well, or only a person can mend it. The next look is in an hour. */
  public void looked(
      @Variable("step") String step,
      @Variable(Variables.REGISTRATION) WebhookEndpoint claimed,
      @Variable(Variables.ENDPOINT_ID) String endpointId) {
    switch (step) {
      case "missing" -> trouble(claimed, missing(claimed));
      case "disabled" -> disabled(claimed, endpointId);
      case "lost" -> LOG.debug("Another replica registers the webhook of {}", claimed.account());
      default -> well(claimed, endpointId);
    }
  }

  private void well(WebhookEndpoint claimed, String endpointId) {
    endpoints.recordPolled(claimed, endpointId, null, nextLook());
    if (claimed.disabledSince() != null) {
      LOG.info("Account {}: Rivya sends events to {} again", claimed.account(), claimed.url());
    }
  }

  /** Said once; the next look is soon, since a person may have mended it. */
  private void disabled(WebhookEndpoint claimed, String endpointId) {
    String cause =
        "Rivya sends no events: it has switched the endpoint "
            + endpointId
            + " off. Enable it at Rivya, or delete it there and have it registered anew. Jobs are"
            + " found by looking meanwhile.";
    if (claimed.disabledSince() == null) {
      tell(claimed, cause);
    }
    Instant next = backoff.atOrAfter(clock.instant().plus(FRESH_DISABLED));
    endpoints.recordDisabled(claimed, endpointId, cause, next);
  }

  private static String missing(WebhookEndpoint claimed) {
    return "Rivya has no endpoint for "
        + claimed.url()
        + ". Register it there, or remove rivya.accounts."
        + claimed.account()
        + ".webhook.secrets and let the program do it.";
  }

  /** A second endpoint of the address is gone; what else is to be done shows at the next look. */
  public void deleted(
      @Variable(Variables.REGISTRATION) WebhookEndpoint claimed,
      @Variable(Variables.ENDPOINT_ID) String surplus) {
    LOG.warn(
        "Account {}: Rivya had two endpoints for {}; {} is deleted",
        claimed.account(),
        claimed.url(),
        surplus);
    endpoints.recordPolled(claimed, claimed.endpointId(), null, clock.instant());
  }

  /** The look is made again later; jobs go on meanwhile, by looking at Rivya. */
  public void failed(
      @Variable(Variables.REGISTRATION) WebhookEndpoint claimed,
      @ExchangeException Exception failure) {
    Duration retryAfter = failure instanceof RivyaTrouble trouble ? trouble.retryAfter() : null;
    String cause = words(claimed.account(), failure);
    tell(claimed, cause);
    endpoints.recordFailed(claimed, cause, backoff.after(claimed.attempts(), retryAfter));
  }

  private void trouble(WebhookEndpoint claimed, String cause) {
    tell(claimed, cause);
    endpoints.recordPolled(claimed, null, cause, nextLook());
  }

  private static void tell(WebhookEndpoint claimed, String cause) {
    if (!cause.equals(claimed.cause())) {
      LOG.warn("The webhook of account {}: {}", claimed.account(), cause);
    }
  }

  private String words(String account, Exception failure) {
    if (failure instanceof RivyaTrouble trouble && trouble.cause().trouble() == Trouble.AUTH) {
      return "Rivya does not let the API key manage webhooks ("
          + trouble.cause().code()
          + "); set one with the scope webhooks:manage in "
          + accounts.keyPlace(account)
          + ".";
    }
    return FailureWords.sentence(failure);
  }

  private Instant nextLook() {
    return backoff.atOrAfter(clock.instant().plus(FRESH));
  }
}
