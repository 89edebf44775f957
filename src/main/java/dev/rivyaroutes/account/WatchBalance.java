package dev.rivyaroutes.account;

import dev.rivyaroutes.ledger.claim.BusyQueues;
import dev.rivyaroutes.ledger.credits.AccountRows.Pause;
import dev.rivyaroutes.ledger.credits.Balances;
import dev.rivyaroutes.ledger.credits.Balances.Balance;
import dev.rivyaroutes.ledger.job.Trouble;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Schedules when the balance of an account is read. All replicas share the readings. */
@Component
public final class WatchBalance {

  private final AccountGate gate;
  private final Balances balances;
  private final BusyQueues queues;
  private final CheckBalance check;
  private final CreditProperties properties;
  private final Clock clock;

  /** When each account was last read, as far as this process knows: it may only be later. */
  private final Map<String, Instant> known = new ConcurrentHashMap<>();

  WatchBalance(
      AccountGate gate,
      Balances balances,
      BusyQueues queues,
      CheckBalance check,
      CreditProperties properties,
      Clock clock) {
    this.gate = gate;
    this.balances = balances;
    this.queues = queues;
    this.check = check;
    this.properties = properties;
    this.clock = clock;
  }

  /** Whether the last reading of any replica is older than the interval. */
  public boolean isDue(String account) {
    if (!isDue(account, known.get(account))) {
      return false;
    }
    Instant last = balances.latest(account).map(Balance::at).orElse(null);
    if (last != null) {
      known.put(account, last);
    }
    return isDue(account, last);
  }

  private boolean isDue(String account, Instant last) {
    return last == null || !last.plus(interval(account)).isAfter(clock.instant());
  }

  private Duration interval(String account) {
    Optional<Pause> pause = gate.pause(account);
    if (pause.isPresent() && pause.get().cause().trouble() == Trouble.CREDIT) {
      return properties.readPaused();
    }
    return queues.hasJobs(account) ? properties.read() : properties.readIdle();
  }

  /** Records the balance; warns of it, and pauses or resumes the account. */
  public void read(String account, BigDecimal credits) {
    balances.record(account, credits);
    check.check(account, credits);
  }
}
