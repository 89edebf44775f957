package dev.rivyaroutes;

import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/** Checks values of the configuration. The messages contain key, value and remedy. */
public final class Require {

  private Require() {}

  /**
   * @throws IllegalArgumentException with the message, unless the value is valid
   */
  public static void that(boolean valid, String message) {
    if (!valid) {
      throw new IllegalArgumentException(message);
    }
  }

  /**
   * @param least the smallest value, such as {@code 100ms}
   */
  public static void atLeast(String key, Duration value, String least) {
    if (value.compareTo(DurationStyle.SIMPLE.parse(least)) < 0) {
      boolean minutes = !value.isZero() && value.toMillis() % 60_000 == 0;
      String text = minutes ? value.toMinutes() + "m" : value.toMillis() + "ms";
      throw tooSmall(key, text, least);
    }
  }

  public static void atLeast(String key, int value, int least) {
    if (value < least) {
      throw tooSmall(key, Integer.toString(value), Integer.toString(least));
    }
  }

  public static void atLeast(String key, DataSize value, String least) {
    if (value.compareTo(DataSize.parse(least)) < 0) {
      throw tooSmall(key, value.toString(), least);
    }
  }

  private static IllegalArgumentException tooSmall(String key, String value, String least) {
    return new IllegalArgumentException(
        "%s is %s; it must be at least %s.".formatted(key, value, least));
  }
}
