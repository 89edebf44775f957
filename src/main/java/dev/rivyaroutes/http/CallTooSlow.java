package dev.rivyaroutes.http;

import dev.rivyaroutes.FailureChain;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** A call's body came too slowly, or not at all. */
public final class CallTooSlow extends IOException {

  public CallTooSlow(Throwable cause) {
    super("the request's body came too slowly", cause);
  }

  /** Whether a failure is the server's word for a caller that it does not wait for any longer. */
  public static boolean isBehind(Throwable failure) {
    return FailureChain.has(failure, TimeoutException.class);
  }
}
