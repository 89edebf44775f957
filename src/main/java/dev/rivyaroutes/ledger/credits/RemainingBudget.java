package dev.rivyaroutes.ledger.credits;

import dev.rivyaroutes.PlainCredits;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** What remains of a cap in its period, while its budget is locked. */
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

  /** Refuses a job, and returns why. A job that exceeds the cap itself does not exhaust it. */
  String refuse(BigDecimal price) {
    if (price.compareTo(cap.credits()) > 0) {
      return "The job exceeds the budget of %s: it needs about %s credits, and %s is %s. Raise the cap, or cancel the job."
          .formatted(
              cap.owner(), PlainCredits.of(price), cap.key(), PlainCredits.of(cap.credits()));
    }
    refused = true;
    return "The budget of %s is exhausted: the job needs about %s credits, and %s of %s are spent or reserved in %s (UTC). It is released in the next %s, or once %s is raised."
        .formatted(
            cap.owner(),
            PlainCredits.of(price),
            PlainCredits.of(used),
            PlainCredits.of(cap.credits()),
            period,
            cap.period().name().toLowerCase(Locale.ROOT),
            cap.key());
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
    boolean exhausted = mark() == 100;
    return "The budget of %s for %s is %s: %s of %s credits are spent or reserved (%s).%s"
        .formatted(
            cap.owner(),
            period,
            exhausted ? "exhausted" : "used to " + mark() + " %",
            PlainCredits.of(used),
            PlainCredits.of(cap.credits()),
            cap.key(),
            exhausted ? " Jobs that do not fit are parked until the next period." : "");
  }
}
