package dev.rivyaroutes.ledger.job;

import dev.rivyaroutes.Printable;

/**
 * Why something did not go on, for the ledger and for people.
 *
 * @param trouble the class, which decides the policy
 * @param code Rivya's error code, or a short word of our own; may be null
 * @param text one or two sentences: what, why, and what happens next or what to do; no secrets
 * @param requestId Rivya's request id for its support; may be null
 */
public record Cause(Trouble trouble, String code, String text, String requestId) {

  private static final int MAX_TEXT = 2_000;

  private static final int MAX_CODE = 100;
  private static final int MAX_REQUEST_ID = 200;

  public Cause {
    text = fit(text, MAX_TEXT);
    code = fit(code, MAX_CODE);
    requestId = fit(requestId, MAX_REQUEST_ID);
  }

  /** What the ledger can keep: other systems' words may be of any length and hold any character. */
  private static String fit(String words, int most) {
    if (words == null) {
      return null;
    }
    String plain = Printable.line(words);
    return plain.length() > most ? Lengths.truncate(plain, most - 1) + "…" : plain;
  }

  /** A text alone, as the ledger can keep it. */
  public static String truncated(String words) {
    return fit(words, MAX_TEXT);
  }

  public static Cause of(Trouble trouble, String text) {
    return new Cause(trouble, null, text, null);
  }
}
