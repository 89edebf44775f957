package dev.rivyaroutes.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.account.WatchBalance;
import dev.rivyaroutes.ledger.LedgerState;
import dev.rivyaroutes.rivya.RivyaIds;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** When the balance of an account is asked for, and what becomes of the answer. */
@Component("balanceRefresh")
public class BalanceRefresh {

  private static final Logger LOG = LoggerFactory.getLogger(BalanceRefresh.class);
  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final WatchBalance watch;
  private final UsedAccounts used;
  private final LedgerState ledger;
  private final Clock clock;
  private final Map<String, Instant> failed = new ConcurrentHashMap<>();

  BalanceRefresh(WatchBalance watch, UsedAccounts used, LedgerState ledger, Clock clock) {
    this.ledger = ledger;
    this.watch = watch;
    this.used = used;
    this.clock = clock;
  }

  /** As often as the account's work asks for, and a minute after a failure; never for nobody. */
  public boolean isDue(String account) {
    return isOld(account) && used.contain(account);
  }

  /** Whether nobody has read it for long enough. */
  boolean isOld(String account) {
    Instant last = failed.get(account);
    boolean again = last == null || !last.plus(AGAIN).isAfter(clock.instant());
    return again && watch.isDue(account);
  }

  /** Takes the balance over. */
  public void done(String account, JsonNode answer) {
    BigDecimal credits = RivyaIds.credits(answer, "current_credits");
    if (credits == null) {
      throw new IllegalStateException("Rivya told the balance without a number of credits.");
    }
    failed.remove(account);
    watch.read(account, credits);
  }

  /** The last balance stays. */
  public void failed(String account, Exception failure) {
    if (failed.put(account, clock.instant()) == null && !ledger.explains(failure)) {
      LOG.warn(
          "The balance of account {} is not known now; Rivya is asked again after a minute: {}",
          account,
          FailureWords.of(failure));
    }
  }
}
