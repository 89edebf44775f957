package dev.rivyaroutes.simulator.webhook;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.EnumNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.databind.EnumNamingStrategies.LowerDotCaseStrategy;
import com.fasterxml.jackson.databind.annotation.EnumNaming;
import java.time.Duration;
import java.util.List;

/**
 * How webhooks are sent, where the Rivya documentation does not specify it.
 *
 * @param scheme how events are signed
 * @param header the header of a timestamped signature
 * @param shape where the generation stands in the event
 * @param publicOnly whether addresses that are not public, or not https, are refused, as Rivya does
 * @param retries the waits before the second, third, … attempt
 * @param timeout of one attempt
 * @param overlap how long events are signed with the old secret too after a rotation
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record WebhookStyle(
    Scheme scheme,
    String header,
    Shape shape,
    boolean publicOnly,
    @JsonProperty("retries_ms") List<Duration> retries,
    @JsonProperty("timeout_ms") Duration timeout,
    @JsonProperty("overlap_ms") Duration overlap) {

  /** Standard Webhooks, or one header {@code t=<unix>,v1=<hex>}. */
  @EnumNaming(KebabCaseStrategy.class)
  public enum Scheme {
    STANDARD_WEBHOOKS,
    TIMESTAMPED
  }

  /** The key of the generation: {@code data}, {@code data.object} or {@code generation}. */
  @EnumNaming(LowerDotCaseStrategy.class)
  public enum Shape {
    DATA,
    DATA_OBJECT,
    GENERATION
  }

  public static final WebhookStyle DEFAULT =
      new WebhookStyle(
          Scheme.STANDARD_WEBHOOKS,
          "webhook-signature",
          Shape.DATA,
          true,
          List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30)),
          Duration.ofSeconds(5),
          Duration.ofHours(24));

  public WebhookStyle {
    retries = List.copyOf(retries);
  }

  public WebhookStyle withPublicOnly(boolean strict) {
    return new WebhookStyle(scheme, header, shape, strict, retries, timeout, overlap);
  }
}
