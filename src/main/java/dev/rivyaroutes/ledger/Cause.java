package dev.rivyaroutes.ledger;

/**
 * Why something did not go on, for the ledger and for people.
 *
 * @param trouble the class, which decides the policy
 * @param code Rivya's error code, or a short word of our own; may be null
 * @param text one or two sentences: what, why, and what happens next or what to do; no secrets
 * @param requestId Rivya's request id for its support; may be null
 */
public record Cause(Trouble trouble, String code, String text, String requestId) {

  /** The longest text that the ledger keeps, in characters. */
  static final int MAX_TEXT = 2_000;

  public Cause {
    text = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT - 1) + "…" : text;
  }

  public static Cause of(Trouble trouble, String text) {
    return new Cause(trouble, null, text, null);
  }
}
