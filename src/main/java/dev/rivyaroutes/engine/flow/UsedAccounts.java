package dev.rivyaroutes.engine.flow;

import dev.rivyaroutes.brief.flow.RunningFlows;
import dev.rivyaroutes.ledger.claim.BusyQueues;
import org.springframework.stereotype.Component;

/**
 * The accounts whose models and balances are refreshed in the background: those of flows that are
 * not switched off, and those with unfinished jobs.
 */
@Component
public class UsedAccounts {

  private final Flows flows;
  private final RunningFlows running;
  private final BusyQueues queues;

  UsedAccounts(Flows flows, RunningFlows running, BusyQueues queues) {
    this.flows = flows;
    this.running = running;
    this.queues = queues;
  }

  public boolean contains(String account) {
    return flows.all().stream()
            .anyMatch(flow -> flow.account().equals(account) && !running.isOff(flow.name()))
        || queues.hasJobs(account);
  }
}
