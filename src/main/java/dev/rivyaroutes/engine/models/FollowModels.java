package dev.rivyaroutes.engine.models;

import dev.rivyaroutes.engine.flow.CheckFlows;
import dev.rivyaroutes.ledger.credits.ReleaseParked;
import dev.rivyaroutes.ledger.models.ModelJobs;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What hangs on the models of an account: its flows, and the jobs that wait. */
@Component
class FollowModels {

  private final CheckFlows flows;
  private final ModelJobs jobs;
  private final ReleaseParked parked;

  FollowModels(CheckFlows flows, ModelJobs jobs, ReleaseParked parked) {
    this.flows = flows;
    this.jobs = jobs;
    this.parked = parked;
  }

  /** This process knows them now, or knows others: flows are checked, priced jobs go on. */
  void known(String account) {
    flows.check(account);
    parked.releasePriced(account);
  }

  /** Whether flows of the accounts name one of the paused models, or jobs wait for one. */
  boolean waitFor(Set<String> paused, List<String> accounts) {
    return !paused.isEmpty()
        && (flows.name(accounts, paused) || !jobs.countWaiting(accounts).isEmpty());
  }
}
