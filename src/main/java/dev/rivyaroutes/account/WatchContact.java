package dev.rivyaroutes.account;

import dev.rivyaroutes.PlainDuration;
import dev.rivyaroutes.ledger.credits.RivyaContact;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches whether Rivya answers. The log tells once that it does not, and once that it does again;
 * a single call that broke is not worth a line, and a Rivya that comes and goes is told once a
 * minute.
 */
public final class WatchContact implements RivyaContact {

  private static final Logger LOG = LoggerFactory.getLogger(WatchContact.class);
  private static final int ENOUGH = 2;
  private static final Duration QUIET = Duration.ofMinutes(1);

  /** What is known of an account; failures are those in a row. */
  private record Seen(
      Instant lastAnswer, Instant awaySince, String trouble, int failures, Instant told) {

    private static final Seen NOTHING = new Seen(null, null, null, 0, null);

    Seen answered(Instant now) {
      return new Seen(now, null, null, 0, told);
    }

    Seen failed(Instant now, String trouble) {
      Instant since = awaySince == null ? now : awaySince;
      return new Seen(lastAnswer, since, trouble, failures + 1, told);
    }

    Seen told(Instant now) {
      return new Seen(lastAnswer, awaySince, trouble, failures, now);
    }

    boolean isToldAway() {
      return told != null && awaySince != null && !told.isBefore(awaySince);
    }

    boolean isWorthTelling(Instant now) {
      boolean quiet = told == null || !told.plus(QUIET).isAfter(now);
      return failures >= ENOUGH && quiet && !isToldAway();
    }
  }

  private final Accounts accounts;
  private final Clock clock;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  WatchContact(Accounts accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  /** Rivya gave an answer, whatever it says. */
  public void answered(String account) {
    Instant now = clock.instant();
    AtomicReference<Seen> last = new AtomicReference<>(Seen.NOTHING);
    seen.compute(
        account,
        (name, known) -> {
          last.set(known == null ? Seen.NOTHING : known);
          return last.get().answered(now);
        });
    Seen before = last.get();
    if (before.isToldAway()) {
      LOG.info(
          "Account {}: Rivya ({}) answers again, after {}.",
          account,
          host(account),
          PlainDuration.of(Duration.between(before.awaySince(), now)));
    }
  }

  /** A call got no answer. */
  public void failed(String account, String trouble) {
    Instant now = clock.instant();
    Seen after =
        seen.compute(
            account,
            (name, before) -> {
              Seen failed = (before == null ? Seen.NOTHING : before).failed(now, trouble);
              return failed.isWorthTelling(now) ? failed.told(now) : failed;
            });
    if (now.equals(after.told())) {
      LOG.warn(
          "Account {}: Rivya ({}) gives no answer since {}: {}. Its jobs are retried.",
          account,
          host(account),
          after.awaySince(),
          trouble);
    }
  }

  @Override
  public Contact of(String account) {
    Seen last = seen.getOrDefault(account, Seen.NOTHING);
    return new Contact(host(account), last.lastAnswer(), last.awaySince(), last.trouble());
  }

  private String host(String account) {
    return URI.create(accounts.get(account).base()).getAuthority();
  }
}
