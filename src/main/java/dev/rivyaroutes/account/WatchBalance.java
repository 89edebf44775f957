package dev.rivyaroutes.account;

import dev.rivyaroutes.ledger.credits.AccountRows.Pause;
import dev.rivyaroutes.ledger.credits.Balances;
import dev.rivyaroutes.ledger.credits.Balances.Balance;
import dev.rivyaroutes.ledger.job.Trouble;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Schedules when the balance of an account is read. All replicas share the readings. */
@Component
public final class WatchBalance {

  private final AccountGate gate;
  private final Balances balances;
  private final CheckBalance check;
  private final CreditProperties properties;
  private final Clock clock;

  WatchBalance(
      AccountGate gate,
      Balances balances,
      CheckBalance check,
      CreditProperties properties,
      Clock clock) {
    this.gate = gate;
    this.balances = balances;
    this.check = check;
    this.properties = properties;
    this.clock = clock;
  }

  /** Whether the last reading of any replica is older than the interval. */
  public boolean isDue(String account) {
    Optional<Instant> last = balances.latest(account).map(Balance::at);
    return last.isEmpty() || !last.get().plus(interval(account)).isAfter(clock.instant());
  }

  private Duration interval(String account) {
    Optional<Pause> pause = gate.pause(account);
    if (pause.isPresent() && pause.get().cause().trouble() == Trouble.CREDIT) {
      return properties.readPaused();
    }
    return balances.hasWork(account) ? properties.read() : properties.readIdle();
  }

  /** Records the balance; warns of it, and pauses or resumes the account. */
  public void read(String account, BigDecimal credits) {
    balances.record(account, credits);
    check.check(account, credits);
  }
}
