package dev.rivyaroutes.rivya.wait;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.springframework.boot.convert.DurationStyle;

/** A range of waits, such as {@code 5s..10s}. */
record Range(Duration from, Duration to) {

  static Range parse(String key, String text) {
    String[] ends = text.split("\\.\\.", -1);
    try {
      Duration from = DurationStyle.SIMPLE.parse(ends[0].strip());
      Duration to = DurationStyle.SIMPLE.parse(ends[ends.length - 1].strip());
      if (ends.length <= 2 && from.toMillis() >= 10 && from.compareTo(to) <= 0) {
        return new Range(from, to);
      }
    } catch (IllegalArgumentException e) {
      // Reported below, with the key.
    }
    throw new IllegalArgumentException(
        key + " is \"" + text + "\"; write the shortest and the longest wait, such as 5s..10s.");
  }

  Duration random(RandomGenerator random) {
    return from.plusMillis(random.nextLong(to.minus(from).toMillis() + 1));
  }
}
