package dev.rivyaroutes.delivery;

import dev.rivyaroutes.Require;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;

/** When a failed delivery is retried, and when it is dead. */
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
    Require.that(
        percent.matches(),
        "rivya.delivery.jitter is \"%s\"; it must be 0%% to 99%%, such as 20%%.".formatted(jitter));
    return new DeliverySchedule(waits, Integer.parseInt(percent.group(1)) / 100.0);
  }

  /**
   * The wait after a failed attempt; empty after the last attempt.
   *
   * @param attempts the attempts so far, from 1
   * @param retryAfter the least wait that the receiver asked for; may be null
   */
  public Optional<Duration> delayAfter(int attempts, Duration retryAfter, RandomGenerator random) {
    Require.that(attempts >= 1, "A delivery has at least 1 attempt, not " + attempts);
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
      // Reported below, with the key.
    }
    throw new IllegalArgumentException(
        "rivya.delivery.schedule is \"%s\"; \"%s\" is not a positive duration. Write durations with units, separated by commas, such as 5s, 30s, 5m, 2h."
            .formatted(schedule, step));
  }
}
