package dev.rivyaroutes.console;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * Something that needs attention.
 *
 * @param what the thing and its state, in a few words
 * @param text why, and what to do
 * @param count how many jobs, deliveries or messages; null where it is one thing
 * @param credits what they are estimated to cost; null where nothing waits to be paid
 * @param page where it is shown
 * @param order what the page is opened for, as the words of its link
 * @param remedy what ends it; null where that is not an order
 */
record TroubleItem(
    String what,
    String text,
    Long count,
    Instant since,
    BigDecimal credits,
    String page,
    String order,
    Remedy remedy) {

  /**
   * An order that ends a trouble.
   *
   * @param path where it is given
   * @param label the words of its button
   * @param atOnce whether the button gives it; otherwise it leads to the page that does
   * @param ofAllFlows whether it is for operators of all flows only
   */
  record Remedy(String path, String label, boolean atOnce, boolean ofAllFlows) {}

  TroubleItem(
      String what,
      String text,
      Long count,
      Instant since,
      BigDecimal credits,
      String page,
      String order) {
    this(what, text, count, since, credits, page, order, null);
  }

  /** What to do is added to its text. */
  TroubleItem explained(String more) {
    return new TroubleItem(what, text + " " + more, count, since, credits, page, order, remedy);
  }

  TroubleItem with(Remedy one) {
    return new TroubleItem(what, text, count, since, credits, page, order, one);
  }
}
