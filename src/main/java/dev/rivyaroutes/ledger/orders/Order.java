package dev.rivyaroutes.ledger.orders;

/**
 * The author of an order, and the reason.
 *
 * @param by the caller's name
 * @param reason the reason in the caller's words; may be null
 */
public record Order(String by, String reason) {

  String describe(String done, String more) {
    return done + " by " + by + (reason == null ? ". " : " (" + reason + "). ") + more;
  }
}
