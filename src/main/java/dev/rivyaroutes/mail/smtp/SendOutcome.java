package dev.rivyaroutes.mail.smtp;

import java.util.Map;

/**
 * What is known after a mail was sent.
 *
 * @param kind the outcome for the mail
 * @param reason why it was not accepted, as a sentence; empty if it was
 * @param refused the recipients that the server refused for good, each with its answer; the mail
 *     was accepted for the others
 */
public record SendOutcome(Kind kind, String reason, Map<String, String> refused) {

  /** The kinds of outcomes. */
  public enum Kind {
    /** The server has taken the mail. */
    ACCEPTED,
    /** The server refused it for good; it was sent to nobody. */
    REFUSED,
    /** It was certainly not sent; another try may succeed. */
    TRY_AGAIN,
    /** The connection was lost between the end of the mail and the server's answer. */
    UNKNOWN
  }
}
