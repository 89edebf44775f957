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

  /** The class, Rivya's code, and the words for people. */
  public Cause cause() {
    return cause;
  }

  /** The HTTP status of the answer. */
  public int status() {
    return status;
  }

  /** How long Rivya asked all callers of the account to wait; null when it did not. */
  public Duration retryAfter() {
    return retryAfter;
  }

  /**
   * Whether a refused call has had no effect for sure: Rivya named a reason before any work (see
   * its page of errors and limits).
   */
  public boolean withoutEffect() {
    boolean refused = status >= 400 && status < 500 && status != 408 && status != 409;
    return refused || JudgeRivyaAnswer.OFF.equals(cause.code());
  }
}
