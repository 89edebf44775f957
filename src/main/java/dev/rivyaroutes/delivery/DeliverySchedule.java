package dev.rivyaroutes.delivery;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;

/** When a delivery that failed is tried again, and when it is dead. */
public final class DeliverySchedule {

  private static final Pattern PERCENT = Pattern.compile("(\\d{1,2})\\s*%");

  private final List<Duration> waits;
  private final double jitter;

  private DeliverySchedule(List<Duration> waits, double jitter) {
    this.waits = waits;
    this.jitter = jitter;
  }

  public static DeliverySchedule of(DeliveryProperties properties) {
    return of(properties.schedule(), properties.jitter());
  }

  /**
   * @throws IllegalArgumentException with key, value and remedy
   */
  static DeliverySchedule of(String schedule, String jitter) {
    List<Duration> waits =
        Arrays.stream(schedule.split(",", -1)).map(step -> step(schedule, step.strip())).toList();
    Matcher percent = PERCENT.matcher(jitter.strip());
    if (!percent.matches()) {
      throw new IllegalArgumentException(
          "rivya.delivery.jitter is \"%s\"; it must be 0%% to 99%%, such as 20%%."
              .formatted(jitter));
    }
    return new DeliverySchedule(waits, Integer.parseInt(percent.group(1)) / 100.0);
  }

  /**
   * How long to wait after a failed attempt; empty when it was the last one.
   *
   * @param attempts the attempts so far, from 1
   * @param retryAfter what the receiver asked for, which wins when it is longer; may be null
   */
  public Optional<Duration> delayAfter(int attempts, Duration retryAfter, RandomGenerator random) {
    if (attempts < 1) {
      throw new IllegalArgumentException("a delivery has 1 attempt at least, not " + attempts);
    }
    if (attempts > waits.size()) {
      return Optional.empty();
    }
    double factor = 1 + jitter * (2 * random.nextDouble() - 1);
    Duration wait = Duration.ofMillis(Math.round(waits.get(attempts - 1).toMillis() * factor));
    return Optional.of(retryAfter != null && retryAfter.compareTo(wait) > 0 ? retryAfter : wait);
  }

  private static Duration step(String schedule, String step) {
    try {
      Duration wait = DurationStyle.SIMPLE.parse(step);
      if (!wait.isNegative()
          && !wait.isZero()
          && Character.isLetter(step.charAt(step.length() - 1))) {
        return wait;
      }
    } catch (IllegalArgumentException e) {
      // Told below, with the key.
    }
    throw new IllegalArgumentException(
        "rivya.delivery.schedule is \"%s\"; \"%s\" is no wait above zero. Write waits with units and commas between, such as 5s, 30s, 5m, 2h."
            .formatted(schedule, step));
  }
}
