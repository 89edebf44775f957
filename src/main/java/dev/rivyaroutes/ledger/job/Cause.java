package dev.rivyaroutes.ledger.job;

import dev.rivyaroutes.Printable;

/**
 * Why a job or a delivery failed or waits.
 *
 * @param trouble the class of trouble, which selects the policy
 * @param code Rivya's error code or one of the program; may be null
 * @param text what happened, why, and what to do or what happens next; without secrets
 * @param requestId Rivya's request id, for its support; may be null
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

  /** Texts of other systems may have any length and contain any character. */
  private static String fit(String text, int max) {
    if (text == null) {
      return null;
    }
    String plain = Printable.line(text);
    return plain.length() > max ? Lengths.truncate(plain, max - 1) + "…" : plain;
  }

  /** A text as it can be stored. */
  public static String truncated(String text) {
    return fit(text, MAX_TEXT);
  }

  public static Cause of(Trouble trouble, String text) {
    return new Cause(trouble, null, text, null);
  }
}
