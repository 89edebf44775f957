package dev.rivyaroutes.outbound;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;

/**
 * How long an answer asks its caller to wait: by {@code Retry-After}, or where a 429 has none, by
 * {@code RateLimit}, {@code RateLimit-Reset} or {@code X-RateLimit-Reset}.
 */
public final class RetryAfter {

  private static final int TOO_MANY_REQUESTS = 429;
  private static final Pattern RESET = Pattern.compile(".*;\\s*t=(\\d{1,10})\\b.*");

  /** Larger numbers are Unix times. */
  private static final long MOST_SECONDS = 1_000_000_000L;

  private final Clock clock;
  private final Duration longest;

  /**
   * @param longest a longer wait is shortened to this
   */
  public RetryAfter(Clock clock, Duration longest) {
    this.clock = clock;
    this.longest = longest;
  }

  /** Null when the headers contain no wait that can be parsed. */
  public Duration of(int status, Map<String, Object> headers) {
    Duration wait = secondsOrDate(text(headers, "Retry-After"));
    if (wait == null && status == TOO_MANY_REQUESTS) {
      Matcher reset = RESET.matcher(text(headers, "RateLimit"));
      wait = reset.matches() ? seconds(reset.group(1)) : null;
      for (String name : new String[] {"RateLimit-Reset", "X-RateLimit-Reset"}) {
        wait = wait == null ? seconds(text(headers, name)) : wait;
      }
    }
    if (wait == null) {
      return null;
    }
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(longest) > 0 ? longest : wait;
  }

  private static String text(Map<String, Object> headers, String name) {
    Object value = headers.get(name);
    return value == null ? "" : value.toString().strip();
  }

  private Duration secondsOrDate(String value) {
    Duration seconds = seconds(value);
    Instant date = seconds == null ? DateUtils.parseStandardDate(value) : null;
    return date == null ? seconds : Duration.between(clock.instant(), date);
  }

  private Duration seconds(String value) {
    long number;
    try {
      number = Long.parseLong(value);
    } catch (NumberFormatException e) {
      return null;
    }
    return number < MOST_SECONDS
        ? Duration.ofSeconds(Math.max(number, -1))
        : Duration.ofSeconds(number - clock.instant().getEpochSecond());
  }
}
