package dev.rivyaroutes.delivery;

import java.time.Duration;

/**
 * A sink did not take a result. Plain failures are tried again by the delivery schedule with the
 * same delivery id. The message names the place, the reason and the remedy, and holds no secrets.
 */
public class DeliveryFailed extends Exception {
  private final Duration retryAfter;
  private final boolean permanent;

  /** Trying again may help. */
  public DeliveryFailed(String message) {
    this(message, null, null);
  }

  /** Trying again may help. */
  public DeliveryFailed(String message, Throwable cause) {
    this(message, null, cause);
  }

  /** Trying again may help, but not before the time that the receiver asked for. */
  public DeliveryFailed(String message, Duration retryAfter, Throwable cause) {
    this(message, retryAfter, false, cause);
  }

  private DeliveryFailed(String message, Duration retryAfter, boolean permanent, Throwable cause) {
    super(message, cause);
    this.retryAfter = retryAfter;
    this.permanent = permanent;
  }

  /**
   * Trying again cannot help: the delivery is dead at once, visible, and a person may replay it.
   */
  public static DeliveryFailed permanently(String message, Throwable cause) {
    return new DeliveryFailed(message, null, true, cause);
  }

  /** How long to wait at least before the next attempt; null when the receiver did not say. */
  public Duration retryAfter() {
    return retryAfter;
  }

  /** Whether trying again cannot help. */
  public boolean permanent() {
    return permanent;
  }
}
