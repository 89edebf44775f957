package dev.rivyaroutes.ledger.credits;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** What is left of a cap in its period, while its budget is locked. */
final class RemainingBudget {

  private static final List<Integer> MARKS = List.of(100, 75, 50);
  private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

  final Cap cap;
  final String period;
  private BigDecimal used;
  private boolean refused;

  RemainingBudget(Cap cap, LocalDate today, BigDecimal used) {
    this.cap = cap;
    this.period = cap.period().name(today);
    this.used = used;
  }

  boolean fits(BigDecimal price) {
    return price.signum() == 0 || used.add(price).compareTo(cap.credits()) <= 0;
  }

  void take(BigDecimal price) {
    used = used.add(price);
  }

  /** The job does not fit; says so. One that never can is no sign that the budget is used up. */
  String refuse(BigDecimal price) {
    if (price.compareTo(cap.credits()) > 0) {
      return "The budget of "
          + cap.owner()
          + " never pays for this job: it needs about "
          + plain(price)
          + " credits, and "
          + cap.key()
          + " is "
          + plain(cap.credits())
          + ". Raise that, or cancel the job.";
    }
    refused = true;
    return "The budget of "
        + cap.owner()
        + " is used up: this job needs about "
        + plain(price)
        + " credits, and "
        + plain(used)
        + " of "
        + plain(cap.credits())
        + " are spent or reserved in "
        + period
        + " (UTC). It goes on by itself in the next "
        + cap.period().name().toLowerCase(Locale.ROOT)
        + ", or once "
        + cap.key()
        + " is raised.";
  }

  /** The highest mark that is reached: 100, 75, 50 or 0. */
  int mark() {
    return MARKS.stream().filter(this::reached).findFirst().orElse(0);
  }

  private boolean reached(int percent) {
    return refused
        || used.multiply(WHOLE).compareTo(cap.credits().multiply(BigDecimal.valueOf(percent))) >= 0;
  }

  String alert() {
    return "The budget of "
        + cap.owner()
        + " for "
        + period
        + " is used to "
        + (mark() == 100 ? "its end" : mark() + " %")
        + ": "
        + plain(used)
        + " of "
        + plain(cap.credits())
        + " credits ("
        + cap.key()
        + ")."
        + (mark() == 100 ? " Jobs that do not fit are parked until it begins anew." : "");
  }

  static String plain(BigDecimal credits) {
    return credits.stripTrailingZeros().toPlainString();
  }
}
