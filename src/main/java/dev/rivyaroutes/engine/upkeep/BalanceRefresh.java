package dev.rivyaroutes.engine.upkeep;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.account.WatchBalance;
import dev.rivyaroutes.engine.failure.FailureWords;
import dev.rivyaroutes.engine.flow.UsedAccounts;
import dev.rivyaroutes.engine.task.AccountTask;
import dev.rivyaroutes.ledger.database.DatabaseAvailability;
import dev.rivyaroutes.rivya.call.RivyaIds;
import dev.rivyaroutes.rivya.call.RivyaTrouble;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** When the balance of an account is read, and what follows from the answer. */
@Component("balanceRefresh")
public class BalanceRefresh implements AccountTask<String> {

  private static final Logger LOG = LoggerFactory.getLogger(BalanceRefresh.class);
  private static final Duration AGAIN = Duration.ofMinutes(1);
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final WatchBalance watch;
  private final UsedAccounts used;
  private final DatabaseAvailability ledger;
  private final Clock clock;
  private final Map<String, Instant> failed = new ConcurrentHashMap<>();
  private final Set<String> answered = ConcurrentHashMap.newKeySet();

  public BalanceRefresh(
      WatchBalance watch, UsedAccounts used, DatabaseAvailability ledger, Clock clock) {
    this.ledger = ledger;
    this.watch = watch;
    this.used = used;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "balance";
  }

  @Override
  public Duration interval() {
    return INTERVAL;
  }

  @Override
  public Optional<String> claim(String account) {
    return isDue(account) ? Optional.of(account) : Optional.empty();
  }

  /**
   * As often as the account's work asks for, and a minute after a failure; never for nobody. Once
   * after each start in any case: it costs nothing, and a wrong key is found before the first job.
   */
  public boolean isDue(String account) {
    boolean due = !answered.contains(account) || watch.isDue(account);
    return due && mayAsk(account) && used.contain(account);
  }

  /** Whether nobody has read it for long enough. */
  boolean isOld(String account) {
    return mayAsk(account) && watch.isDue(account);
  }

  private boolean mayAsk(String account) {
    Instant last = failed.get(account);
    return last == null || !last.plus(AGAIN).isAfter(clock.instant());
  }

  /** Takes the balance over. */
  public void done(String account, JsonNode answer) {
    BigDecimal credits = RivyaIds.balance(answer, "current_credits");
    if (credits == null) {
      throw new IllegalStateException("Rivya told the balance without a number of credits.");
    }
    failed.remove(account);
    answered.add(account);
    watch.read(account, credits);
  }

  /** The last balance stays. */
  public void failed(String account, Exception failure) {
    if (failed.put(account, clock.instant()) == null && !ledger.isPartOfOutage(failure)) {
      LOG.warn(
          "The balance of account {} is not known now; Rivya is asked again after a minute: {}",
          account,
          failure instanceof RivyaTrouble trouble
              ? trouble.cause().text()
              : FailureWords.of(failure));
    }
  }
}
