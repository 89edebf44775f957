package dev.rivyaroutes.brief.message;

import dev.rivyaroutes.ledger.quarantine.Refusal;

/**
 * A message makes no brief and goes to the quarantine. The text has what is wrong, and what to do.
 */
public final class MessageRefused extends Exception {
  private final String code;

  /**
   * @param code names the reason for scripts, such as {@code sender-not-proven}
   */
  public MessageRefused(String code, String reason) {
    super(reason);
    this.code = code;
  }

  Refusal refusal() {
    return Refusal.of(code, getMessage());
  }
}
