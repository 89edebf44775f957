package dev.rivyaroutes;

import java.math.BigDecimal;

/** Writes credits for people: {@code 4}, {@code 0.25}, {@code 1200}. */
public final class PlainCredits {

  private PlainCredits() {}

  /** Without zeros at the end, with which the ledger stores them. */
  public static String of(BigDecimal credits) {
    return credits.stripTrailingZeros().toPlainString();
  }
}
