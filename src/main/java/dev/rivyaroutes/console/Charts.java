package dev.rivyaroutes.console;

import dev.rivyaroutes.ledger.credits.Balances.Balance;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Places numbers in charts: the templates draw them, and show the numbers in a table too. */
final class Charts {

  /**
   * A value as a bar.
   *
   * @param length in percent of the longest one
   */
  record Bar(String name, BigDecimal value, int length) {}

  /**
   * Values over time as a line.
   *
   * @param points pairs of x and y in a field of 600 by 100, which begins at zero below
   */
  record Line(String points, BigDecimal highest, Instant from, Instant to) {}

  private static final int WIDTH = 600;
  private static final int HEIGHT = 100;
  private static final BigDecimal PERCENT = BigDecimal.valueOf(100);

  private Charts() {}

  static <T> List<Bar> bars(List<T> all, Function<T, String> name, Function<T, BigDecimal> value) {
    BigDecimal highest = all.stream().map(value).reduce(BigDecimal.ZERO, BigDecimal::max);
    return all.stream()
        .map(one -> new Bar(name.apply(one), value.apply(one), percent(value.apply(one), highest)))
        .toList();
  }

  private static int percent(BigDecimal value, BigDecimal highest) {
    return highest.signum() == 0
        ? 0
        : value
            .max(BigDecimal.ZERO)
            .multiply(PERCENT)
            .divide(highest, 0, RoundingMode.HALF_UP)
            .intValue();
  }

  /**
   * Null for fewer than two values.
   *
   * @param newest the values, newest first
   */
  static Line line(List<Balance> newest) {
    if (newest.size() < 2) {
      return null;
    }
    Instant from = newest.get(newest.size() - 1).at();
    Instant to = newest.get(0).at();
    long span = Math.max(1, Duration.between(from, to).toMillis());
    BigDecimal highest =
        newest.stream().map(Balance::credits).reduce(BigDecimal.ZERO, BigDecimal::max);
    StringBuilder points = new StringBuilder();
    for (int i = newest.size() - 1; i >= 0; i--) {
      Balance balance = newest.get(i);
      double x = (double) Duration.between(from, balance.at()).toMillis() / span * WIDTH;
      double y = HEIGHT - percent(balance.credits(), highest) * HEIGHT / 100.0;
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
    }
    return new Line(points.toString().strip(), highest, from, to);
  }
}
