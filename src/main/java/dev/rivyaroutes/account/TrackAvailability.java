package dev.rivyaroutes.account;

import dev.rivyaroutes.PlainDuration;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Records whether Rivya answers. An outage is logged once when it begins and once when it ends. A
 * single failed call is not logged, and a connection that flaps is logged once a minute.
 */
@Component
public final class TrackAvailability {

  private static final Logger LOG = LoggerFactory.getLogger(TrackAvailability.class);
  private static final int FAILURES_TO_LOG = 2;
  private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

  /**
   * Whether Rivya answers the calls of an account, as seen by this process.
   *
   * @param lastAnswer when it last answered, with any status; null before the first answer
   * @param unavailableSince the first call since then without an answer; null while it answers
   * @param reason why those calls had no answer; null while it answers
   */
  public record Availability(Instant lastAnswer, Instant unavailableSince, String reason) {}

  /** The last outcomes of an account's calls; failures are counted in a row. */
  private static final class Outcomes {
    private Instant lastAnswer;
    private Instant failingSince;
    private String reason;
    private int failures;
    private boolean outageLogged;
    private Instant loggedAt = Instant.MIN;
  }

  private final Accounts accounts;
  private final Clock clock;
  private final Map<String, Outcomes> byAccount = new ConcurrentHashMap<>();

  public TrackAvailability(Accounts accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  /** Rivya answered a call, with any status. */
  public void answered(String account) {
    Outcomes last = outcomes(account);
    synchronized (last) {
      last.lastAnswer = clock.instant();
      if (last.outageLogged) {
        LOG.info(
            "Account {}: Rivya ({}) answers again, after {}.",
            account,
            host(account),
            PlainDuration.of(Duration.between(last.failingSince, last.lastAnswer)));
      }
      last.failingSince = null;
      last.reason = null;
      last.failures = 0;
      last.outageLogged = false;
    }
  }

  /** A call got no answer. */
  public void failed(String account, String reason) {
    Outcomes last = outcomes(account);
    synchronized (last) {
      Instant now = clock.instant();
      last.failingSince = last.failingSince == null ? now : last.failingSince;
      last.reason = reason;
      last.failures++;
      boolean due = !last.loggedAt.isAfter(now.minus(LOG_INTERVAL));
      if (due && !last.outageLogged && last.failures >= FAILURES_TO_LOG) {
        last.outageLogged = true;
        last.loggedAt = now;
        LOG.warn(
            "Account {}: Rivya ({}) has not answered since {}: {}. Its jobs are retried.",
            account,
            host(account),
            last.failingSince,
            reason);
      }
    }
  }

  public Availability of(String account) {
    Outcomes last = outcomes(account);
    synchronized (last) {
      return new Availability(last.lastAnswer, last.failingSince, last.reason);
    }
  }

  private Outcomes outcomes(String account) {
    return byAccount.computeIfAbsent(account, name -> new Outcomes());
  }

  String host(String account) {
    return URI.create(accounts.get(account).base()).getAuthority();
  }
}
