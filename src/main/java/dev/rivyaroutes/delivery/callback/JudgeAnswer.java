package dev.rivyaroutes.delivery.callback;

import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.outbound.AddressRefused;
import dev.rivyaroutes.outbound.CallFailed;
import dev.rivyaroutes.outbound.RetryAfter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Judges the answer to a callback by the rules of Standard Webhooks: 2xx is success, 410 ends the
 * delivery, 429 and 503 may name a wait, anything else is a failure.
 */
final class JudgeAnswer {

  private static final int SHOWN = 200;
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\uFFFD]+");

  private final CallbackConnection connection;
  private final RetryAfter retryAfter;

  JudgeAnswer(CallbackConnection connection, Clock clock) {
    this.connection = connection;
    this.retryAfter = new RetryAfter(clock, LONGEST_WAIT);
  }

  /**
   * @param body the start of the answer's body
   */
  void answered(int status, byte[] body, Map<String, Object> headers) throws DeliveryFailed {
    if (status >= 200 && status < 300) {
      return;
    }
    if (status == 410) {
      throw DeliveryFailed.permanently(
          "The receiver %s answered 410: it no longer accepts callbacks. Correct %s."
              .formatted(connection, connection.key("url")),
          null);
    }
    if (status >= 300 && status < 400) {
      throw new DeliveryFailed(
          "The receiver %s answered %d: redirects are not followed; set the final URL in %s."
              .formatted(connection, status, connection.key("url")));
    }
    boolean mayNameWait = status == 429 || status == 503;
    throw new DeliveryFailed(
        "The receiver %s answered %d%s.".formatted(connection, status, quote(body)),
        mayNameWait ? retryAfter.of(status, headers) : null,
        null);
  }

  /** The failure of a call without an answer. */
  DeliveryFailed unanswered(Exception e) {
    if (e.getCause() instanceof AddressRefused refused) {
      return DeliveryFailed.permanently(
          "The receiver %s was not called: %s. Correct %s, or set %s for your own network."
              .formatted(
                  connection,
                  refused.getMessage(),
                  connection.key("url"),
                  connection.key("allow-private")),
          e);
    }
    return new DeliveryFailed(
        "The receiver %s gave no answer: %s.".formatted(connection, reason(e)), e);
  }

  private String reason(Exception e) {
    if (!(e instanceof CallFailed failed)) {
      return "the call ended early";
    }
    String longer = "; raise " + connection.key("timeout") + " if it needs longer";
    return failed.getMessage() + (failed.why() == CallFailed.Why.SLOW ? longer : "");
  }

  private static String quote(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    text = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
    if (text.isEmpty()) {
      return "";
    }
    int end = Math.min(text.codePointCount(0, text.length()), SHOWN);
    return ": \"" + text.substring(0, text.offsetByCodePoints(0, end)) + "\"";
  }
}
