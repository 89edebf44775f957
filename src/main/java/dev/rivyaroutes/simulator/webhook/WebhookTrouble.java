package dev.rivyaroutes.simulator.webhook;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rivyaroutes.Require;
import java.time.Duration;

/**
 * What goes wrong with events on their way.
 *
 * @param loss how likely an event never arrives, 0 to 1
 * @param copies how often each event is sent, 1 by default
 * @param delay the wait before each event
 * @param heldBack the further wait before every second event, so that the next overtakes it
 * @param age how old an event's timestamp is when it is sent
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record WebhookTrouble(
    double loss,
    int copies,
    @JsonProperty("delay_ms") Duration delay,
    @JsonProperty("held_back_ms") Duration heldBack,
    @JsonProperty("age_ms") Duration age) {

  public static final WebhookTrouble NONE =
      new WebhookTrouble(0, 1, Duration.ZERO, Duration.ZERO, Duration.ZERO);

  public WebhookTrouble {
    Require.that(
        loss >= 0 && loss <= 1 && copies >= 1 && copies <= 100,
        "loss must be from 0 to 1 and copies from 1 to 100");
  }

  public WebhookTrouble withLoss(double probability) {
    return new WebhookTrouble(probability, copies, delay, heldBack, age);
  }

  public WebhookTrouble withCopies(int times) {
    return new WebhookTrouble(loss, times, delay, heldBack, age);
  }

  public WebhookTrouble withDelay(Duration wait) {
    return new WebhookTrouble(loss, copies, wait, heldBack, age);
  }

  public WebhookTrouble withHeldBack(Duration wait) {
    return new WebhookTrouble(loss, copies, delay, wait, age);
  }
}
