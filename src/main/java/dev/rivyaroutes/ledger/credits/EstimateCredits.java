package dev.rivyaroutes.ledger.credits;

import java.math.BigDecimal;

/** Estimates the cost of jobs. */
public interface EstimateCredits {

  /** The expected credits of one generation; null while the price is unknown. */
  BigDecimal of(String account, String model);
}
