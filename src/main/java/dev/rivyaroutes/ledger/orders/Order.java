package dev.rivyaroutes.ledger.orders;

/**
 * Who orders something, and why.
 *
 * @param by the caller's name
 * @param reason in the caller's words; may be null
 */
public record Order(String by, String reason) {

  String describe(String done, String more) {
    return done + " by " + by + (reason == null ? ". " : " (" + reason + "). ") + more;
  }
}
