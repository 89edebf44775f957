package dev.rivyaroutes.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Checks passwords, which is slow on purpose: a few at once, and none of a caller that sent too
 * many wrong ones. Such a caller is refused with the time of its next attempt.
 */
final class CheckPasswords implements AuthenticationManager {

  private static final Logger LOG = LoggerFactory.getLogger(CheckPasswords.class);
  private static final int AT_ONCE = 2;
  private static final int WAITING = 8;
  private static final int WARN_FROM = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final AuthenticationManager passwords;
  private final Clock clock;
  private final LoginDelays delays = new LoginDelays();
  private final Semaphore checks = new Semaphore(AT_ONCE, true);
  private final AtomicInteger waiting = new AtomicInteger();
  private int wrong;
  private int unchecked;
  private Instant warnedAt = Instant.EPOCH;

  CheckPasswords(AuthenticationManager passwords, Clock clock) {
    this.passwords = passwords;
    this.clock = clock;
  }

  @Override
  public Authentication authenticate(Authentication login) {
    // The users are looked up without regard to case.
    String name = String.valueOf(login.getName()).toLowerCase(Locale.ROOT);
    String address = address(login);
    Duration left = delays.left(name, address, clock.instant());
    if (!left.isZero()) {
      count(0, 1, address);
      throw LoginRefused.tooMany(left);
    }
    if (!takeTurn()) {
      count(0, 1, address);
      throw LoginRefused.busy();
    }
    try {
      Authentication user = passwords.authenticate(login);
      delays.succeeded(name, address);
      return user;
    } catch (BadCredentialsException e) {
      delays.failed(name, address, clock.instant());
      count(1, 0, address);
      throw e;
    } finally {
      checks.release();
    }
  }

  /** Waits for a moment, so that a user gets through while others guess. */
  private boolean takeTurn() {
    if (waiting.incrementAndGet() > WAITING + AT_ONCE) {
      waiting.decrementAndGet();
      return false;
    }
    try {
      return checks.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** Warns at most once a minute. */
  private synchronized void count(int more, int moreUnchecked, String address) {
    wrong += more;
    unchecked += moreUnchecked;
    Instant now = clock.instant();
    if (wrong + unchecked < WARN_FROM || now.isBefore(warnedAt.plus(MINUTE))) {
      return;
    }
    LOG.warn(
        "{} wrong passwords, and {} logins refused without a check, the latest from {}. Callers that"
            + " guess are slowed down; users from other addresses are not.",
        wrong,
        unchecked,
        address);
    warnedAt = now;
    wrong = 0;
    unchecked = 0;
  }

  /** An owner of one IPv6 address usually has its whole /64 network. */
  private static String address(Authentication login) {
    if (!(login.getDetails() instanceof WebAuthenticationDetails details)) {
      return "unknown";
    }
    try {
      byte[] bytes = InetAddress.getByName(details.getRemoteAddress()).getAddress();
      return bytes.length == 4
          ? details.getRemoteAddress()
          : HexFormat.ofDelimiter(":").formatHex(Arrays.copyOf(bytes, 8)) + "/64";
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
