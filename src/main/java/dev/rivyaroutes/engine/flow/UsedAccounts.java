package dev.rivyaroutes.engine.flow;

import dev.rivyaroutes.brief.flow.RunningFlows;
import dev.rivyaroutes.ledger.credits.Balances;
import org.springframework.stereotype.Component;

/**
 * The accounts that Rivya is asked about without a call for it: those of flows that may run, and
 * those with jobs on their way.
 */
@Component
public class UsedAccounts {

  private final Flows flows;
  private final RunningFlows running;
  private final Balances balances;

  UsedAccounts(Flows flows, RunningFlows running, Balances balances) {
    this.flows = flows;
    this.running = running;
    this.balances = balances;
  }

  public boolean contain(String account) {
    return flows.all().stream()
            .anyMatch(flow -> flow.account().equals(account) && !running.isOff(flow.name()))
        || balances.hasWork(account);
  }
}
