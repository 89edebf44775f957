package dev.rivyaroutes.account;

import dev.rivyaroutes.ledger.AccountRows;
import dev.rivyaroutes.ledger.Cause;
import dev.rivyaroutes.ledger.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets an account's calls through, or pauses them while its key or its credits are refused. A
 * paused account lets one job at a time try again, at growing intervals or as soon as its key
 * changes; the first success ends the pause, and all its jobs go on.
 */
public final class AccountGate {

  private static final Logger LOG = LoggerFactory.getLogger(AccountGate.class);
  static final String LOW_BALANCE = "low_balance";
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private record Seen(Optional<AccountRows.Pause> pause, Instant at) {}

  private final Accounts accounts;
  private final AccountRows rows;
  private final RateBudget budget;
  private final AccountPauseProperties properties;
  private final Clock clock;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  AccountGate(
      Accounts accounts,
      AccountRows rows,
      RateBudget budget,
      AccountPauseProperties properties,
      Clock clock) {
    this.accounts = accounts;
    this.rows = rows;
    this.budget = budget;
    this.properties = properties;
    this.clock = clock;
  }

  /** How many jobs may call Rivya for the account now: all, one that tries, or none. */
  public int admits(String account, boolean spendsCredits) {
    Instant now = clock.instant();
    if (budget.heldUntil(account).isAfter(now)) {
      return 0;
    }
    Optional<AccountRows.Pause> pause = pause(account);
    if (pause.isEmpty() || (pause.get().cause().trouble() == Trouble.CREDIT && !spendsCredits)) {
      return Integer.MAX_VALUE;
    }
    if (isLowBalance(pause.get())) {
      return 0;
    }
    boolean due = !pause.get().retryAt().isAfter(now);
    boolean newKey = !accounts.keyMark(account).equals(pause.get().keyMark());
    return due || newKey ? 1 : 0;
  }

  /** Why the account is paused, if it is. */
  public Optional<AccountRows.Pause> pause(String account) {
    Instant now = clock.instant();
    Seen last = seen.get(account);
    if (last == null || last.at().plus(LOOK).isBefore(now)) {
      last = new Seen(rows.pause(account), now);
      seen.put(account, last);
    }
    return last.pause();
  }

  /**
   * Pauses the account for a refused key or too few credits; each pause in a row is longer. Calls
   * that were under way together and are all refused make one pause.
   */
  public void pause(String account, Cause cause) {
    int pauses = rows.pause(account).map(AccountRows.Pause::pauses).orElse(0);
    Duration length = properties.retry().multipliedBy(1L << Math.min(pauses, 10));
    Instant retryAt =
        clock.instant().plus(length.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : length);
    boolean first = rows.pause(account, cause, retryAt, pauses + 1, accounts.keyMark(account));
    seen.remove(account);
    if (first) {
      LOG.warn("Account {} is paused: {}", account, cause.text());
    }
  }

  /** The balance is above the configured mark again; a pause for another cause stays. */
  void balanceIsGood(String account) {
    if (rows.resume(account, LOW_BALANCE)) {
      seen.remove(account);
      LOG.info("Account {} goes on: its balance is good again", account);
    }
  }

  /** Only the balance itself can end such a pause: a job that tries would be paid for. */
  private static boolean isLowBalance(AccountRows.Pause pause) {
    return LOW_BALANCE.equals(pause.cause().code());
  }

  /** A call went through: whatever paused the account is mended. */
  public void mended(String account, boolean spentCredits) {
    Optional<AccountRows.Pause> pause = pause(account);
    if (pause.isEmpty()
        || (pause.get().cause().trouble() == Trouble.CREDIT && !spentCredits)
        || isLowBalance(pause.get())) {
      return;
    }
    rows.resume(account);
    seen.remove(account);
    LOG.info("Account {} goes on", account);
  }
}
