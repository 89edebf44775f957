package dev.rivyaroutes.delivery;

import dev.rivyaroutes.PlainWords;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;

/**
 * The delivery of a result failed. Unless the failure is permanent, it is retried by the delivery
 * schedule with the same delivery id. The message names target, reason and remedy, without secrets.
 */
public class DeliveryFailed extends Exception {
  private final Duration retryAfter;
  private final boolean permanent;

  /** A failure that is retried. */
  public DeliveryFailed(String message) {
    this(message, null, null);
  }

  /** A failure that is retried. */
  public DeliveryFailed(String message, Throwable cause) {
    this(message, null, cause);
  }

  /** A failure that is retried after the wait that the receiver asked for, at the earliest. */
  public DeliveryFailed(String message, Duration retryAfter, Throwable cause) {
    this(message, retryAfter, false, cause);
  }

  private DeliveryFailed(String message, Duration retryAfter, boolean permanent, Throwable cause) {
    super(message, cause);
    this.retryAfter = retryAfter;
    this.permanent = permanent;
  }

  /** A failure that is not retried: the delivery is dead until a person replays it. */
  public static DeliveryFailed permanently(String message, Throwable cause) {
    return new DeliveryFailed(message, null, true, cause);
  }

  /**
   * A failure to read a file of the result: permanent if the media store no longer has it.
   *
   * @param what what was not delivered where, with a colon and a space at its end
   */
  public static DeliveryFailed unreadable(String what, IOException cause) {
    return cause instanceof FileNotFoundException
        ? permanently(
            what
                + "the media store no longer has its file. Raise rivya.media.keep to keep results longer.",
            cause)
        : new DeliveryFailed(what + "the media store failed: " + PlainWords.of(cause) + ".", cause);
  }

  /** The least wait before the next attempt; null when the receiver named none. */
  public Duration retryAfter() {
    return retryAfter;
  }

  public boolean permanent() {
    return permanent;
  }
}
