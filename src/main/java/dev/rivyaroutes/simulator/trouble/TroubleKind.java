package dev.rivyaroutes.simulator.trouble;

import com.fasterxml.jackson.databind.EnumNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.databind.annotation.EnumNaming;

/** The kinds of trouble that the simulator can make. */
@EnumNaming(KebabCaseStrategy.class)
public enum TroubleKind {
  /** The correct answer after the delay. */
  SLOW,
  /** 429 {@code rate_limited}, with Retry-After where the trouble says so. */
  RATE_LIMITED,
  /** 500 with an HTML page, nothing done. */
  SERVER_ERROR,
  /** 504 with an HTML page although the call took effect. */
  SERVER_ERROR_AFTER,
  /** 503 {@code public_api_disabled}. */
  DISABLED,
  /** The status and error code that the trouble names, in Rivya's error body. */
  REFUSED,
  /** The connection closes without an answer, nothing done. */
  RESET_BEFORE,
  /** The call takes effect, then the connection closes without an answer. */
  RESET_AFTER,
  /** No answer for the delay, then the connection closes; nothing done. */
  SILENCE_BEFORE,
  /** The call takes effect, but no answer for the delay, then the connection closes. */
  SILENCE_AFTER,
  /** The head promises the whole length, the connection closes in the middle of the body. */
  TRUNCATED,
  /** 404 {@code not_found} for a thing that exists. */
  NOT_FOUND,
  /**
   * The result URL is gone (410, or 404 where the trouble says so) until the status is read anew.
   */
  EXPIRED,
  /** A streamed chat answer is paid for and ends with an error object in its middle. */
  STREAM_ERROR,
  /** The created task ends as {@code failed}. */
  FAILED_TASK,
  /** The created task stays {@code processing} for ever. */
  STUCK_TASK;

  /** Whether the trouble is the created task's, not the call's. */
  boolean ofTask() {
    return this == FAILED_TASK || this == STUCK_TASK;
  }
}
