package dev.rivyaroutes.account;

import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.credits.AccountRows;
import dev.rivyaroutes.ledger.credits.CallKind;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Trouble;
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
 * changes; the first success ends the pause, and all its jobs go on. Where the key lacks one scope,
 * only a call that needs it tells whether that is mended.
 */
public final class AccountGate {

  private static final Logger LOG = LoggerFactory.getLogger(AccountGate.class);
  static final String LOW_BALANCE = "low_balance";
  private static final String NO_SCOPE = "api_scope_denied";
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private record Seen(Optional<AccountRows.Pause> pause, Instant at) {}

  private final Accounts accounts;
  private final AccountRows rows;
  private final RateLimiter rateLimiter;
  private final AccountPauseProperties properties;
  private final Clock clock;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  AccountGate(
      Accounts accounts,
      AccountRows rows,
      RateLimiter rateLimiter,
      AccountPauseProperties properties,
      Clock clock) {
    this.accounts = accounts;
    this.rows = rows;
    this.rateLimiter = rateLimiter;
    this.properties = properties;
    this.clock = clock;
  }

  /** How many jobs may call Rivya for the account now: all, one that tries, or none. */
  public int admits(String account, Stage stage) {
    Instant now = clock.instant();
    if (rateLimiter.backOffUntil(account).isAfter(now)) {
      return 0;
    }
    Optional<AccountRows.Pause> pause = pause(account);
    if (pause.isEmpty() || (!stage.sends() && concernsSendingOnly(pause.get()))) {
      return Integer.MAX_VALUE;
    }
    if (isLowBalance(pause.get())) {
      return 0;
    }
    boolean due = !pause.get().retryAt().isAfter(now);
    return hasNewKey(account, pause.get()) || (due && mayTry(account, stage, pause.get())) ? 1 : 0;
  }

  private static boolean concernsSendingOnly(AccountRows.Pause pause) {
    return pause.cause().trouble() == Trouble.CREDIT || pause.affectsOnlySubmission();
  }

  /** What a key cannot read is not paid for while there is something to try the reading with. */
  private boolean mayTry(String account, Stage stage, AccountRows.Pause pause) {
    return pause.call() != CallKind.STATUS || !stage.sends() || !rows.awaitsResults(account);
  }

  private boolean hasNewKey(String account, AccountRows.Pause pause) {
    return !accounts.keyMark(account).equals(pause.keyMark());
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
   *
   * @param call the kind of call that was refused
   */
  public void pause(String account, Cause cause, CallKind call) {
    int pauses = rows.pause(account).map(AccountRows.Pause::pauses).orElse(0);
    Duration length = properties.retry().multipliedBy(1L << Math.min(pauses, 10));
    Instant retryAt =
        clock.instant().plus(length.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : length);
    CallKind only = NO_SCOPE.equals(cause.code()) ? call : null;
    boolean first =
        rows.pause(account, cause, only, retryAt, pauses + 1, accounts.keyMark(account));
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

  /** A call went through: what paused the account is mended, if such a call can tell. */
  public void recordSuccess(String account, CallKind call) {
    Optional<AccountRows.Pause> pause = pause(account);
    if (pause.isEmpty() || isLowBalance(pause.get()) || !tells(call, account, pause.get())) {
      return;
    }
    rows.resume(account);
    seen.remove(account);
    LOG.info("Account {} goes on", account);
  }

  private boolean tells(CallKind call, String account, AccountRows.Pause pause) {
    if (pause.cause().trouble() == Trouble.CREDIT) {
      return call.spends();
    }
    return pause.call() == null || pause.call() == call || hasNewKey(account, pause);
  }
}
