package dev.rivyaroutes.rivya.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/**
 * Reads the numbers of Rivya's answers, in any form that JSON has: {@code 1000000000}, {@code 1e9}
 * and {@code 1000000000.0} are the same.
 */
public final class Numbers {

  /** No number that means anything has more digits before or after its point. */
  private static final int MOST_DIGITS = 40;

  private static final BigDecimal MOST = BigDecimal.TEN.pow(MOST_DIGITS);

  private Numbers() {}

  /** The number, a huge one cut at 40 digits; null when it is none. */
  public static BigDecimal of(JsonNode node) {
    if (!node.isNumber()
        || node.isFloatingPointNumber()
            && !node.isBigDecimal()
            && !Double.isFinite(node.doubleValue())) {
      return null;
    }
    BigDecimal number = node.decimalValue();
    long whole = number.precision() - (long) number.scale();
    if (whole > MOST_DIGITS) {
      return number.signum() < 0 ? MOST.negate() : MOST;
    }
    // A number like 1e-999999999 cannot be added to another in any memory.
    return whole < -MOST_DIGITS ? BigDecimal.ZERO : number;
  }

  /** A count or a size, cut at what a long holds; 0 when it is no number or negative. */
  public static long count(JsonNode node) {
    BigDecimal number = of(node);
    return number == null
        ? 0
        : number.max(BigDecimal.ZERO).min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
  }

  /** The same, cut at what an int holds. */
  public static int smallCount(JsonNode node) {
    return (int) Math.min(Integer.MAX_VALUE, count(node));
  }
}
