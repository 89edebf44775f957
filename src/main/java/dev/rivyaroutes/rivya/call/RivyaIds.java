package dev.rivyaroutes.rivya.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Reads the public fields of a generation. */
public final class RivyaIds {

  /** The limits of the columns for credits and balances. */
  private static final BigDecimal MOST_CREDITS = new BigDecimal("9999999999.9999");

  private static final BigDecimal MOST_BALANCE = new BigDecimal("99999999999999.9999");
  private static final int DECIMALS = 4;

  private RivyaIds() {}

  /**
   * The task id in the answer to a create call.
   *
   * @throws IllegalStateException when it has none, so that the outcome is unknown
   */
  public static String taskId(JsonNode answer) {
    String id = answer.path("id").asText("");
    if (!RivyaRequest.isId(id)) {
      throw new IllegalStateException("Rivya answered the create call without a valid id");
    }
    return id;
  }

  public static BigDecimal credits(JsonNode answer, String field) {
    return credits(answer.path(field));
  }

  /**
   * Credits, rounded to the precision of the ledger; null when they are not a number, negative, or
   * too large.
   */
  public static BigDecimal credits(JsonNode number) {
    BigDecimal credits = Numbers.of(number);
    return credits == null || credits.signum() < 0 || credits.compareTo(MOST_CREDITS) > 0
        ? null
        : rounded(credits);
  }

  /**
   * A balance, which may be negative, limited to the ledger's column; null when it is not a number.
   */
  public static BigDecimal balance(JsonNode answer, String field) {
    BigDecimal balance = Numbers.of(answer.path(field));
    return balance == null ? null : rounded(balance.min(MOST_BALANCE).max(MOST_BALANCE.negate()));
  }

  private static BigDecimal rounded(BigDecimal credits) {
    BigDecimal rounded = credits.setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }
}
