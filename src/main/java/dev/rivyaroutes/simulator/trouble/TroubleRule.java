package dev.rivyaroutes.simulator.trouble;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import java.time.Duration;

/** A rule of trouble as a person writes it; what is not named has its default. */
@JsonPOJOBuilder(withPrefix = "")
final class TroubleRule {
  @JsonProperty private Operation operation;
  @JsonProperty private TroubleKind kind;
  @JsonProperty private double probability = 1;
  @JsonProperty private int count;

  @JsonProperty("delay_ms")
  private Duration delay;

  @JsonProperty private int status;
  @JsonProperty private String code;

  @JsonProperty("retry_after_seconds")
  private int retryAfter = -1;

  @JsonProperty private String match;

  Trouble build() {
    return new Trouble(
        operation,
        kind,
        probability,
        count,
        delay,
        new TroubleAnswer(status, code, retryAfter),
        match);
  }
}
