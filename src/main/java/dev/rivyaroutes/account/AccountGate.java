package dev.rivyaroutes.account;

import dev.rivyaroutes.ledger.commit.Recent;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.credits.AccountOrders;
import dev.rivyaroutes.ledger.credits.AccountOrders.OrderedPause;
import dev.rivyaroutes.ledger.credits.AccountRows;
import dev.rivyaroutes.ledger.credits.CallKind;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Pauses an account while Rivya refuses its key or its credits are too low. A paused account
 * retries with one job at a time, at growing intervals or as soon as its key changes. The first
 * success resumes the account. After a missing scope, only a call that needs the scope resumes it.
 * The pause that a person orders is another one: no success ends it.
 */
@Component
public final class AccountGate {

  private static final Logger LOG = LoggerFactory.getLogger(AccountGate.class);
  static final String LOW_BALANCE = "low_balance";
  private static final String NO_SCOPE = "api_scope_denied";
  private static final Duration MAX_AGE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final Accounts accounts;
  private final AccountRows rows;
  private final RateLimiter rateLimiter;
  private final AccountPauseProperties properties;
  private final Clock clock;
  private final Recent<Map<String, AccountRows.Pause>> paused;
  private final Recent<Map<String, OrderedPause>> ordered;

  AccountGate(
      Accounts accounts,
      AccountRows rows,
      AccountOrders orders,
      RateLimiter rateLimiter,
      AccountPauseProperties properties,
      Clock clock) {
    this.accounts = accounts;
    this.rows = rows;
    this.rateLimiter = rateLimiter;
    this.properties = properties;
    this.clock = clock;
    this.paused = new Recent<>(MAX_AGE, rows::pauses);
    this.ordered = new Recent<>(MAX_AGE, orders::all);
  }

  /** How many jobs may call Rivya for the account now: all, one to retry with, or none. */
  public int admits(String account, Stage stage) {
    Instant now = clock.instant();
    if (rateLimiter.backOffUntil(account).isAfter(now)) {
      return 0;
    }
    Optional<AccountRows.Pause> pause = pause(account);
    if (pause.isEmpty() || (!stage.sends() && blocksSendingOnly(pause.get()))) {
      return Integer.MAX_VALUE;
    }
    if (isLowBalance(pause.get())) {
      return 0;
    }
    boolean due = !pause.get().retryAt().isAfter(now);
    return hasNewKey(account, pause.get()) || (due && mayRetry(account, stage, pause.get()))
        ? 1
        : 0;
  }

  private static boolean blocksSendingOnly(AccountRows.Pause pause) {
    return pause.cause().trouble() == Trouble.CREDIT || pause.affectsOnlySubmission();
  }

  /** With a key that cannot poll, nothing is sent while there is a job to retry polling with. */
  private boolean mayRetry(String account, Stage stage, AccountRows.Pause pause) {
    return pause.call() != CallKind.STATUS || !stage.sends() || !rows.awaitsResults(account);
  }

  private boolean hasNewKey(String account, AccountRows.Pause pause) {
    return !accounts.keyMark(account).equals(pause.keyMark());
  }

  public Optional<AccountRows.Pause> pause(String account) {
    return Optional.ofNullable(paused.get().get(account));
  }

  /**
   * To be called before anything is sent that is paid for.
   *
   * @throws AccountPaused if a person has paused the account
   */
  public void requireNoOrder(String account) throws AccountPaused {
    OrderedPause pause = ordered.get().get(account);
    if (pause != null) {
      throw new AccountPaused(account, pause);
    }
  }

  void forgetOrders() {
    ordered.forget();
  }

  /**
   * Pauses the account for a refused key or too few credits. Each pause in a row is longer; calls
   * that are refused at the same time cause one pause.
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
    paused.forget();
    if (first) {
      LOG.warn("Account {} is paused: {}", account, cause.text());
    }
  }

  /** Resumes an account that was paused for a low balance; other pauses stay. */
  void resumeAfterLowBalance(String account) {
    if (rows.resume(account, LOW_BALANCE)) {
      paused.forget();
      LOG.info("Account {} is resumed: its balance is high enough again.", account);
    }
  }

  /** Only a higher balance ends such a pause: a retried job would be paid for. */
  private static boolean isLowBalance(AccountRows.Pause pause) {
    return LOW_BALANCE.equals(pause.cause().code());
  }

  /** Resumes the account after a successful call that proves the cause of its pause is gone. */
  public void recordSuccess(String account, CallKind call) {
    Optional<AccountRows.Pause> pause = pause(account);
    if (pause.isEmpty()
        || isLowBalance(pause.get())
        || !provesRecovery(call, account, pause.get())) {
      return;
    }
    rows.resume(account);
    paused.forget();
    LOG.info("Account {} is resumed.", account);
  }

  private boolean provesRecovery(CallKind call, String account, AccountRows.Pause pause) {
    if (pause.cause().trouble() == Trouble.CREDIT) {
      return call.spends();
    }
    return pause.call() == null || pause.call() == call || hasNewKey(account, pause);
  }
}
