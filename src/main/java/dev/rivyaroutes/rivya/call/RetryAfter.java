package dev.rivyaroutes.rivya.call;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long an answer asks its caller to wait: {@code Retry-After}, and where a refusal for too many
 * calls has none, {@code RateLimit}, {@code RateLimit-Reset} or {@code X-RateLimit-Reset}. Rivya's
 * pages name none of them.
 */
final class RetryAfter {

  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int TOO_MANY = 429;
  private static final Pattern RESET = Pattern.compile(".*;\\s*t=(\\d{1,10})\\b.*");

  /** Larger numbers are Unix times. */
  private static final long MOST_SECONDS = 1_000_000_000L;

  private final Clock clock;

  RetryAfter(Clock clock) {
    this.clock = clock;
  }

  /** At most an hour; null when it asks for nothing that is understood. */
  Duration of(int status, Map<String, Object> headers) {
    Duration wait = date(text(headers, "Retry-After"));
    if (wait == null && status == TOO_MANY) {
      wait = reset(text(headers, "RateLimit"));
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
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  private static String text(Map<String, Object> headers, String name) {
    Object value = headers.get(name);
    return value == null ? "" : value.toString().strip();
  }

  private Duration date(String value) {
    Duration seconds = seconds(value);
    if (seconds != null || value.isEmpty()) {
      return seconds;
    }
    try {
      Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Duration.between(clock.instant(), until);
    } catch (DateTimeException e) {
      return null; // Neither form of the standard: as if it were not there.
    }
  }

  private Duration seconds(String value) {
    long number;
    try {
      number = Long.parseLong(value);
    } catch (NumberFormatException e) {
      return null;
    }
    if (number < MOST_SECONDS) {
      return Duration.ofSeconds(Math.max(number, -1));
    }
    return Duration.ofSeconds(number - clock.instant().getEpochSecond());
  }

  /** {@code "minute";r=0;t=30}: the window begins anew in 30 seconds. */
  private Duration reset(String value) {
    Matcher form = RESET.matcher(value);
    return form.matches() ? seconds(form.group(1)) : null;
  }
}
