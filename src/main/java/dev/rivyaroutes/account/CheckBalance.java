package dev.rivyaroutes.account;

import dev.rivyaroutes.PlainCredits;
import dev.rivyaroutes.ledger.credits.AccountRows;
import dev.rivyaroutes.ledger.credits.CallKind;
import dev.rivyaroutes.ledger.credits.CreditAlerts;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Trouble;
import java.math.BigDecimal;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Compares a balance with the configured limits: warns below one, pauses below the other. */
@Component
final class CheckBalance {

  private static final Logger LOG = LoggerFactory.getLogger(CheckBalance.class);

  private final Accounts accounts;
  private final AccountRows rows;
  private final AccountGate gate;
  private final CreditAlerts alerts;
  private final Clock clock;

  CheckBalance(
      Accounts accounts, AccountRows rows, AccountGate gate, CreditAlerts alerts, Clock clock) {
    this.accounts = accounts;
    this.rows = rows;
    this.gate = gate;
    this.alerts = alerts;
    this.clock = clock;
  }

  void check(String account, BigDecimal credits) {
    AccountCredits limits = accounts.get(account).credits();
    warn(account, credits, limits.warnBelow());
    if (credits.compareTo(limits.pauseBelow()) >= 0) {
      gate.resumeAfterLowBalance(account);
    } else if (rows.pause(account).isEmpty()) {
      gate.pause(account, cause(account, credits, limits.pauseBelow()), CallKind.CREATE);
    }
  }

  private void warn(String account, BigDecimal credits, BigDecimal below) {
    if (credits.compareTo(below) >= 0) {
      alerts.clearLowBalance(account);
      return;
    }
    String text =
        message(account, credits, below, "warn-below") + " " + accounts.addCredits(account) + ".";
    if (alerts.recordLowBalance(account, below, clock.instant(), text)) {
      LOG.warn(text);
    }
  }

  private Cause cause(String account, BigDecimal credits, BigDecimal below) {
    String text =
        message(account, credits, below, "pause-below")
            + " It submits no more jobs. "
            + accounts.addCredits(account)
            + "; its jobs then continue automatically.";
    return new Cause(Trouble.CREDIT, AccountGate.LOW_BALANCE, text, null);
  }

  private String message(String account, BigDecimal credits, BigDecimal below, String key) {
    return "Account %s (%s) has %s credits left, fewer than %s (rivya.accounts.%s.credits.%s)."
        .formatted(
            account,
            accounts.visibleKey(account),
            PlainCredits.of(credits),
            PlainCredits.of(below),
            account,
            key);
  }
}
