package dev.rivyaroutes.mail.server;

import java.io.IOException;

/**
 * A call of a mail server failed. The message names connection, host, action, reason and remedy,
 * and no secrets.
 */
public final class MailFailed extends IOException {

  /** The kinds of failures. */
  public enum Why {
    /** The server cannot be reached, or TLS failed. */
    UNREACHABLE,
    /** The connection was lost, or the server did not answer in time. */
    LOST,
    /** The server or the token's provider refused the login. */
    LOGIN,
    /** There is no such folder. */
    FOLDER,
    /** The UIDs of the folder have become invalid: it has another UIDVALIDITY. */
    RENUMBERED,
    /** The server refused this command; the connection is as good as before. */
    REFUSED
  }

  private final Why why;

  public MailFailed(Why why, String message, Throwable cause) {
    super(message, cause);
    this.why = why;
  }

  public Why why() {
    return why;
  }
}
