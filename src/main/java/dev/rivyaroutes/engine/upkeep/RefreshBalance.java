package dev.rivyaroutes.engine.upkeep;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.account.WatchBalance;
import dev.rivyaroutes.engine.flow.UsedAccounts;
import dev.rivyaroutes.engine.settle.FailureCauses;
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
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The steps of read-balance and ask-balance: when to request a balance, and recording it. */
@Component("refreshBalance")
public class RefreshBalance implements AccountTask<String> {

  private static final Logger LOG = LoggerFactory.getLogger(RefreshBalance.class);
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration RETRY = Duration.ofMinutes(1);

  private final WatchBalance watch;
  private final UsedAccounts used;
  private final DatabaseAvailability ledger;
  private final ProducerTemplate producer;
  private final Clock clock;
  private final Map<String, Instant> failed = new ConcurrentHashMap<>();
  private final Set<String> answered = ConcurrentHashMap.newKeySet();

  public RefreshBalance(
      WatchBalance watch,
      UsedAccounts used,
      DatabaseAvailability ledger,
      ProducerTemplate producer,
      Clock clock) {
    this.watch = watch;
    this.used = used;
    this.ledger = ledger;
    this.producer = producer;
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

  /**
   * As often as the account's jobs require, and a minute after a failure; only for used accounts.
   * Once after each start in any case, because it is free and detects a wrong key before the first
   * job.
   */
  @Override
  public Optional<String> claim(String account) {
    boolean due = !answered.contains(account) || watch.isDue(account);
    return due && mayRequest(account) && used.contains(account)
        ? Optional.of(account)
        : Optional.empty();
  }

  /**
   * Reads the balance of an account that no flow uses, so that no timer reads it. Returns once it
   * is read; at once if a timer reads it or it cannot be read now.
   */
  public void read(String account) {
    if (!used.contains(account) && mayRequest(account) && watch.isDue(account)) {
      producer.send(
          "direct:ask-balance", exchange -> exchange.setVariable(Variables.ACCOUNT, account));
    }
  }

  private boolean mayRequest(String account) {
    Instant last = failed.get(account);
    return last == null || !last.plus(RETRY).isAfter(clock.instant());
  }

  public void record(String account, JsonNode answer) {
    BigDecimal credits = RivyaIds.balance(answer, "current_credits");
    if (credits == null) {
      throw new IllegalStateException("Rivya's answer has no number of credits.");
    }
    failed.remove(account);
    answered.add(account);
    watch.read(account, credits);
  }

  /** The last known balance remains in use. */
  public void recordFailure(String account, Exception failure) {
    if (failed.put(account, clock.instant()) == null && !ledger.isPartOfOutage(failure)) {
      LOG.warn(
          "The balance of account {} could not be read; the next attempt is in a minute: {}",
          account,
          failure instanceof RivyaTrouble trouble
              ? trouble.cause().text()
              : FailureCauses.message(failure));
    }
  }
}
