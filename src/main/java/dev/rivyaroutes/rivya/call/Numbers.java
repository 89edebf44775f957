package dev.rivyaroutes.rivya.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** Reads numbers in any JSON notation: {@code 1000000000}, {@code 1e9}, {@code 1000000000.0}. */
public final class Numbers {

  /** More digits before or after the point have no meaning. */
  private static final int MOST_DIGITS = 40;

  private static final BigDecimal MOST = BigDecimal.TEN.pow(MOST_DIGITS);

  private Numbers() {}

  /** The number, limited to 40 digits; null when it is not a number. */
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
    // A number like 1e-999999999 would need too much memory in a sum.
    return whole < -MOST_DIGITS ? BigDecimal.ZERO : number;
  }

  /** A count or a size, limited to a long; 0 when it is negative or not a number. */
  public static long count(JsonNode node) {
    BigDecimal number = of(node);
    return number == null
        ? 0
        : number.max(BigDecimal.ZERO).min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
  }

  public static int smallCount(JsonNode node) {
    return (int) Math.min(Integer.MAX_VALUE, count(node));
  }
}
