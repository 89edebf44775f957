package dev.rivyaroutes.rivya.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Reads the public fields of a generation. */
public final class RivyaIds {

  /** The ledger's columns for the credits of a job, and for a balance. */
  private static final BigDecimal MOST_CREDITS = new BigDecimal("9999999999.9999");

  private static final BigDecimal MOST_BALANCE = new BigDecimal("99999999999999.9999");
  private static final int DECIMALS = 4;

  private RivyaIds() {}

  /**
   * The task id of an answer to the create call.
   *
   * @throws IllegalStateException when it has none, so that the outcome is not known
   */
  public static String taskId(JsonNode answer) {
    String id = answer.path("id").asText("");
    if (!RivyaRequest.isId(id)) {
      throw new IllegalStateException("Rivya answered the create call without a usable id");
    }
    return id;
  }

  /** A number of credits, as {@link #credits(JsonNode)}. */
  public static BigDecimal credits(JsonNode answer, String field) {
    return credits(answer.path(field));
  }

  /**
   * A price, rounded to what the ledger adds up; null when it is no number, negative, or larger
   * than any price.
   */
  public static BigDecimal credits(JsonNode number) {
    BigDecimal credits = Numbers.of(number);
    return credits == null || credits.signum() < 0 || credits.compareTo(MOST_CREDITS) > 0
        ? null
        : rounded(credits);
  }

  /**
   * A balance, which may be negative; one that is larger than the ledger's column counts as its
   * largest. Null when it is no number.
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
