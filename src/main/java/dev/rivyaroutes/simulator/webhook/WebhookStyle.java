package dev.rivyaroutes.simulator.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How webhooks are sent where the public pages of Rivya leave it open; all of it is the simulator's
 * own choice.
 *
 * @param scheme how events are signed
 * @param header the header of a timestamped signature
 * @param shape where the generation stands in the event
 * @param publicOnly whether addresses that are not public, or not https, are refused, as Rivya does
 * @param retries the waits before the second, third, … attempt
 * @param timeout of one attempt
 * @param overlap how long events are signed with the old secret too after a rotation
 */
public record WebhookStyle(
    Scheme scheme,
    String header,
    Shape shape,
    boolean publicOnly,
    List<Duration> retries,
    Duration timeout,
    Duration overlap) {

  /** Standard Webhooks, or one header {@code t=<unix>,v1=<hex>}. */
  public enum Scheme {
    STANDARD_WEBHOOKS,
    TIMESTAMPED;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The key of the generation: {@code data}, {@code data.object} or {@code generation}. */
  public enum Shape {
    DATA,
    DATA_OBJECT,
    GENERATION;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }
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

  public WebhookStyle withScheme(Scheme next) {
    return new WebhookStyle(next, header, shape, publicOnly, retries, timeout, overlap);
  }

  public WebhookStyle withShape(Shape next) {
    return new WebhookStyle(scheme, header, next, publicOnly, retries, timeout, overlap);
  }

  public WebhookStyle withPublicOnly(boolean strict) {
    return new WebhookStyle(scheme, header, shape, strict, retries, timeout, overlap);
  }

  public WebhookStyle withRetries(Duration... waits) {
    return new WebhookStyle(scheme, header, shape, publicOnly, List.of(waits), timeout, overlap);
  }

  public WebhookStyle withOverlap(Duration length) {
    return new WebhookStyle(scheme, header, shape, publicOnly, retries, timeout, length);
  }
}
