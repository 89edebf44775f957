package dev.rivyaroutes.ledger.credits;

import java.math.BigDecimal;

/** Tells what a job is expected to cost. */
public interface EstimateCredits {

  /** The expected credits of one generation; null while nobody can tell. */
  BigDecimal of(String account, String model);
}
