package dev.rivyaroutes.delivery.callback;

import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.media.AddressRefused;
import dev.rivyaroutes.outbound.CallFailed;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;

/**
 * Tells what the answer to a callback means. Receivers answer by the Standard Webhooks rules: 2xx
 * takes it, 410 ends it, 429 and 503 may say when to come again, all else is a failure.
 */
final class JudgeAnswer {

  private static final int SHOWN = 200;
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\uFFFD]+");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  private final CallbackConnection connection;
  private final Clock clock;

  JudgeAnswer(CallbackConnection connection, Clock clock) {
    this.connection = connection;
    this.clock = clock;
  }

  /**
   * @param body the start of the answer's body
   * @param retryAfter the header; may be null
   */
  void answered(int status, byte[] body, String retryAfter) throws DeliveryFailed {
    if (status >= 200 && status < 300) {
      return;
    }
    if (status == 410) {
      throw DeliveryFailed.permanently(
          "The receiver %s answered 410: it takes no callbacks any more. Correct %s."
              .formatted(connection, connection.key("url")),
          null);
    }
    if (status >= 300 && status < 400) {
      throw new DeliveryFailed(
          "The receiver %s answered %d: redirects are not followed; set the final URL in %s."
              .formatted(connection, status, connection.key("url")));
    }
    boolean mayName = status == 429 || status == 503;
    throw new DeliveryFailed(
        "The receiver %s answered %d%s.".formatted(connection, status, said(body)),
        mayName ? wait(retryAfter) : null,
        null);
  }

  /** What it means that no answer came. */
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
        "The receiver %s gave no answer: %s.".formatted(connection, why(e)), e);
  }

  private String why(Exception e) {
    if (!(e instanceof CallFailed failed)) {
      return "the call ended early";
    }
    String longer = "; raise " + connection.key("timeout") + " if it needs longer";
    return failed.getMessage() + (failed.why() == CallFailed.Why.SLOW ? longer : "");
  }

  private static String said(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    text = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
    if (text.isEmpty()) {
      return "";
    }
    int end = Math.min(text.codePointCount(0, text.length()), SHOWN);
    return ": \"" + text.substring(0, text.offsetByCodePoints(0, end)) + "\"";
  }

  private Duration wait(String retryAfter) {
    String text = retryAfter == null ? "" : retryAfter.strip();
    Duration wait;
    if (SECONDS.matcher(text).matches()) {
      wait = Duration.ofSeconds(Long.parseLong(text));
    } else {
      Instant date = DateUtils.parseStandardDate(text);
      wait = date == null ? null : Duration.between(clock.instant(), date);
    }
    if (wait == null || wait.isNegative()) {
      return null;
    }
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }
}
