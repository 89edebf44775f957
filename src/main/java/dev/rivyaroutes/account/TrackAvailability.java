package dev.rivyaroutes.account;

import dev.rivyaroutes.PlainDuration;
import dev.rivyaroutes.ledger.credits.RivyaAvailability;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Records whether Rivya answers. An outage is logged once when it begins and once when it ends. A
 * single failed call is not logged, and a connection that flaps is logged once a minute.
 */
@Component
public final class TrackAvailability implements RivyaAvailability {

  private static final Logger LOG = LoggerFactory.getLogger(TrackAvailability.class);
  private static final int FAILURES_TO_LOG = 2;
  private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

  /** The last outcomes of an account's calls; failures are counted in a row. */
  private record Outcomes(
      Instant lastAnswer, Instant failingSince, String reason, int failures, Instant loggedAt) {

    private static final Outcomes NONE = new Outcomes(null, null, null, 0, null);

    Outcomes answered(Instant now) {
      return new Outcomes(now, null, null, 0, loggedAt);
    }

    Outcomes failed(Instant now, String reason) {
      Instant since = failingSince == null ? now : failingSince;
      return new Outcomes(lastAnswer, since, reason, failures + 1, loggedAt);
    }

    Outcomes logged(Instant now) {
      return new Outcomes(lastAnswer, failingSince, reason, failures, now);
    }

    boolean isOutageLogged() {
      return loggedAt != null && failingSince != null && !loggedAt.isBefore(failingSince);
    }

    boolean isToBeLogged(Instant now) {
      boolean due = loggedAt == null || !loggedAt.plus(LOG_INTERVAL).isAfter(now);
      return failures >= FAILURES_TO_LOG && due && !isOutageLogged();
    }
  }

  private final Accounts accounts;
  private final Clock clock;
  private final Map<String, Outcomes> byAccount = new ConcurrentHashMap<>();

  TrackAvailability(Accounts accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  /** Rivya answered a call, with any status. */
  public void answered(String account) {
    Instant now = clock.instant();
    AtomicReference<Outcomes> last = new AtomicReference<>(Outcomes.NONE);
    byAccount.compute(
        account,
        (name, known) -> {
          last.set(known == null ? Outcomes.NONE : known);
          return last.get().answered(now);
        });
    Outcomes before = last.get();
    if (before.isOutageLogged()) {
      LOG.info(
          "Account {}: Rivya ({}) answers again, after {}.",
          account,
          host(account),
          PlainDuration.of(Duration.between(before.failingSince(), now)));
    }
  }

  /** A call got no answer. */
  public void failed(String account, String reason) {
    Instant now = clock.instant();
    Outcomes after =
        byAccount.compute(
            account,
            (name, before) -> {
              Outcomes failed = (before == null ? Outcomes.NONE : before).failed(now, reason);
              return failed.isToBeLogged(now) ? failed.logged(now) : failed;
            });
    if (now.equals(after.loggedAt())) {
      LOG.warn(
          "Account {}: Rivya ({}) has not answered since {}: {}. Its jobs are retried.",
          account,
          host(account),
          after.failingSince(),
          reason);
    }
  }

  @Override
  public Availability of(String account) {
    Outcomes last = byAccount.getOrDefault(account, Outcomes.NONE);
    return new Availability(host(account), last.lastAnswer(), last.failingSince(), last.reason());
  }

  private String host(String account) {
    return URI.create(accounts.get(account).base()).getAuthority();
  }
}
