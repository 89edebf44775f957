package dev.rivyaroutes.connection.sftp;

import java.io.IOException;

/** A call to an SFTP server failed. The message has what happened, why, and what to do. */
public final class SftpFailed extends IOException {
  private static final long serialVersionUID = 1L;
  private final Why why;

  /** What callers distinguish. */
  public enum Why {
    /** The server cannot be reached, refuses the login, or no longer answers. */
    CONNECTION,
    /** There is no such file or folder. */
    MISSING,
    /** The user may not do that. */
    PERMISSION,
    /** A file of that name exists, or the server refuses the call for another reason. */
    REFUSED,
    /** The disk of the server, or the quota of the user, is full. */
    FULL
  }

  SftpFailed(Why why, String message, Throwable cause) {
    super(message, cause);
    this.why = why;
  }

  public Why why() {
    return why;
  }
}
