package dev.rivyaroutes.rivya;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Reads the public fields of a generation. */
public final class RivyaIds {

  /** The ledger's columns for the credits of a job. */
  private static final int WHOLE_DIGITS = 9;

  private static final int DECIMALS = 4;

  private RivyaIds() {}

  /**
   * The task id of an answer to the create call.
   *
   * @throws IllegalStateException when it has none, so that the outcome is not known
   */
  public static String taskId(JsonNode answer) {
    String id = answer.path("id").asText("");
    if (!RivyaCall.isId(id)) {
      throw new IllegalStateException("Rivya answered the create call without a usable id");
    }
    return id;
  }

  /** A number of credits, as {@link #credits(JsonNode)}. */
  public static BigDecimal credits(JsonNode answer, String field) {
    return credits(answer.path(field));
  }

  /**
   * A number of credits, rounded to what the ledger adds up; null when it is none, or larger than
   * any price.
   */
  static BigDecimal credits(JsonNode number) {
    if (!number.isNumber() || (number.isFloatingPointNumber() && isEndless(number))) {
      return null;
    }
    BigDecimal credits = number.decimalValue();
    int whole = credits.precision() - credits.scale();
    if (whole > WHOLE_DIGITS) {
      return null;
    }
    // A number like 1e-999999999 cannot be rounded in any memory.
    return whole < -DECIMALS ? BigDecimal.ZERO : rounded(credits);
  }

  private static BigDecimal rounded(BigDecimal credits) {
    BigDecimal rounded = credits.setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }

  private static boolean isEndless(JsonNode number) {
    return !number.isBigDecimal() && !Double.isFinite(number.doubleValue());
  }
}
