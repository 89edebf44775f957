package dev.rivyaroutes.ledger.orders;

import dev.rivyaroutes.ledger.job.Job;
import java.math.BigDecimal;

/**
 * What an order costs, in credits.
 *
 * @param least what is paid for certain
 * @param most what may be paid
 * @param priced whether the price is known; if it is not, both are zero
 */
public record OrderCost(BigDecimal least, BigDecimal most, boolean priced) {
  static final OrderCost NONE = new OrderCost(BigDecimal.ZERO, BigDecimal.ZERO, true);

  /** One generation or turn, which is paid for or, unless that is certain, may be. */
  static OrderCost attempt(Job job, boolean certain) {
    BigDecimal price = job.credits().estimated();
    return price == null
        ? new OrderCost(BigDecimal.ZERO, BigDecimal.ZERO, false)
        : new OrderCost(certain ? price : BigDecimal.ZERO, price, true);
  }
}
