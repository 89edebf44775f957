package dev.rivyaroutes.rivya.call;

import dev.rivyaroutes.ledger.job.Cause;
import java.time.Duration;

/** Rivya answered a call with an error. */
public class RivyaTrouble extends Exception {

  private final Cause cause;
  private final int status;
  private final Duration retryAfter;

  RivyaTrouble(Cause cause, int status, Duration retryAfter) {
    super(cause.text());
    this.cause = cause;
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** The class, Rivya's code, and the message. */
  public Cause cause() {
    return cause;
  }

  public int status() {
    return status;
  }

  /** The wait that Rivya asked for, for all calls of the account; null for none. */
  public Duration retryAfter() {
    return retryAfter;
  }

  /**
   * Whether the call certainly had no effect. Source: the "Errors and limits" page of the Rivya
   * documentation.
   */
  public boolean withoutEffect() {
    boolean refused = status >= 400 && status < 500 && status != 408 && status != 409;
    return refused || JudgeRivyaAnswer.OFF.equals(cause.code());
  }
}
