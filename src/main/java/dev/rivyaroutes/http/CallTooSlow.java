package dev.rivyaroutes.http;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** A call's body came too slowly, or not at all. */
public final class CallTooSlow extends IOException {

  public CallTooSlow(Throwable cause) {
    super("the request's body came too slowly", cause);
  }

  /** Whether a failure is the server's word for a caller that it does not wait for any longer. */
  public static boolean isBehind(Throwable failure) {
    for (Throwable t = failure; t != null && t != t.getCause(); t = t.getCause()) {
      if (t instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }
}
