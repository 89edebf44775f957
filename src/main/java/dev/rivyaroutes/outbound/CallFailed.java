package dev.rivyaroutes.outbound;

import java.io.IOException;

/**
 * A call to another host got no complete answer. The message says what the host did, and the remedy
 * where there is one; it has no full stop, because it is part of longer sentences.
 */
public final class CallFailed extends IOException {

  public enum Why {
    /** Its name has no address, or one that is refused. */
    UNRESOLVED(true),
    /** It accepts no connection. */
    UNREACHABLE(true),
    /** Its certificate is not trusted, or its TLS not supported. */
    UNTRUSTED(true),
    /** TLS failed, possibly after the request was sent. */
    TLS(false),
    /** It exceeded a time limit. */
    SLOW(false),
    /** Its answer is too large. */
    LARGE(false),
    /** It closed the connection, or sent no valid HTTP. */
    BROKEN(false);

    private final boolean neverLeft;

    Why(boolean neverLeft) {
      this.neverLeft = neverLeft;
    }
  }

  private final String host;
  private final Why why;

  CallFailed(String host, Why why, String message, Throwable cause) {
    super(message, cause);
    this.host = host;
    this.why = why;
  }

  /** The host, with its port unless it is the default port. */
  public String host() {
    return host;
  }

  public Why why() {
    return why;
  }

  /** Whether the request certainly did not reach the host. */
  public boolean neverLeft() {
    return why.neverLeft;
  }
}
