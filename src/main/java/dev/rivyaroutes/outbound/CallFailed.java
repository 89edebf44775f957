package dev.rivyaroutes.outbound;

import java.io.IOException;

/**
 * A call to another host got no whole answer. The message says in plain words what the host did,
 * and the remedy where there is one; without a full stop, since it stands in longer sentences.
 */
public final class CallFailed extends IOException {

  /** What went wrong. */
  public enum Why {
    /** Its name leads to no address. */
    UNRESOLVED(true),
    /** It takes no connection. */
    UNREACHABLE(true),
    /** It cannot be trusted, or speaks another TLS. */
    UNTRUSTED(true),
    /** TLS failed at an unknown moment. */
    TLS(false),
    /** It needs longer than it may. */
    SLOW(false),
    /** Its answer is larger than any may be. */
    LARGE(false),
    /** It hung up, or does not speak HTTP. */
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

  /** The host, with its port where that is not the usual one. */
  public String host() {
    return host;
  }

  public Why why() {
    return why;
  }

  /** Whether it is certain that the host has not got the request. */
  public boolean neverLeft() {
    return why.neverLeft;
  }
}
