package dev.rivyaroutes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes durations for people: {@code 300 ms}, {@code 3 s}, {@code 1 min 30 s}, {@code 2 h}. */
public final class PlainDuration {

  private PlainDuration() {}

  /** The two largest units of it; {@code 0 s} for none, and for a negative one. */
  public static String of(Duration duration) {
    if (duration.isNegative() || duration.toMillis() == 0) {
      return "0 s";
    }
    if (duration.toMillis() < 10_000 && duration.toMillisPart() > 0) {
      return duration.toSeconds() == 0
          ? duration.toMillis() + " ms"
          : String.format("%.1f s", duration.toMillis() / 1000.0).replace(',', '.');
    }
    List<String> units = new ArrayList<>();
    add(units, duration.toDays(), "d");
    add(units, duration.toHoursPart(), "h");
    add(units, duration.toMinutesPart(), "min");
    add(units, duration.toSecondsPart(), "s");
    return String.join(" ", units.subList(0, Math.min(2, units.size())));
  }

  private static void add(List<String> units, long number, String unit) {
    if (number > 0) {
      units.add(number + " " + unit);
    }
  }
}
