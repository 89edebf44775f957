package dev.rivyaroutes.ledger.job;

import java.math.BigDecimal;

/**
 * The credits of a job; each may be null.
 *
 * @param estimated the expected cost
 * @param reserved what Rivya reserved
 * @param settled what Rivya settled in the end
 */
public record JobCredits(BigDecimal estimated, BigDecimal reserved, BigDecimal settled) {

  /** Nothing is known. */
  public static final JobCredits UNKNOWN = new JobCredits(null, null, null);

  JobCredits withEstimate(BigDecimal credits) {
    return new JobCredits(credits, reserved, settled);
  }
}
