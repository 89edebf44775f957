package dev.rivyaroutes.plan;

import dev.rivyaroutes.PlainCredits;
import dev.rivyaroutes.flowtest.run.SentRequest;
import dev.rivyaroutes.rivya.model.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;

/**
 * What briefs cost together.
 *
 * @param least by the base credits of their models
 * @param most for models without a fixed price what a brief of the ledger cost at most; null if
 *     that is not known for one of them
 */
record Credits(BigDecimal least, BigDecimal most) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final Price UNKNOWN = new Price(null, null, "");

  /**
   * @param settled what jobs cost at most, by their models
   */
  static Credits of(
      Collection<PlannedBrief> briefs,
      Function<PlannedBrief, Outcome> version,
      Map<String, BigDecimal> settled) {
    BigDecimal least = BigDecimal.ZERO;
    BigDecimal most = BigDecimal.ZERO;
    for (PlannedBrief brief : briefs) {
      for (SentRequest request : version.apply(brief).requests()) {
        Price price = request.price() == null ? UNKNOWN : request.price();
        BigDecimal base = price.least() == null ? BigDecimal.ZERO : price.least();
        least = least.add(base);
        BigDecimal dearest = price.most() == null ? settled.get(request.model()) : price.most();
        most = most == null || dearest == null ? null : most.add(dearest.max(base));
      }
    }
    return new Credits(least, most);
  }

  /** Such as +41 %; empty from nothing. */
  String changeTo(Credits after) {
    if (least.signum() == 0) {
      return after.least.signum() == 0 ? "+0 %" : "";
    }
    BigDecimal percent =
        after.least.subtract(least).multiply(HUNDRED).divide(least, 0, RoundingMode.HALF_UP);
    return (percent.signum() < 0 ? "" : "+") + percent.toPlainString() + " %";
  }

  @Override
  public String toString() {
    return "%s at least, %s at most"
        .formatted(
            PlainCredits.of(least), most == null ? "an unknown number" : PlainCredits.of(most));
  }
}
