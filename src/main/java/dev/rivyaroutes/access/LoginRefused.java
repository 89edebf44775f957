package dev.rivyaroutes.access;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** A password was not checked, since too many were wrong or are being checked. */
final class LoginRefused extends AuthenticationException {
  private final boolean busy;
  private final long retryAfter;

  private LoginRefused(String message, boolean busy, long retryAfter) {
    super(message);
    this.busy = busy;
    this.retryAfter = retryAfter;
  }

  static LoginRefused tooMany(Duration left) {
    return new LoginRefused("too many wrong passwords", false, Math.max(1, left.toSeconds() + 1));
  }

  static LoginRefused busy() {
    return new LoginRefused("too many passwords are being checked", true, 2);
  }

  boolean isBusy() {
    return busy;
  }

  /** In seconds. */
  long retryAfter() {
    return retryAfter;
  }
}
