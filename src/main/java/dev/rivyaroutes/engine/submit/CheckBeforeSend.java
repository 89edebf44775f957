package dev.rivyaroutes.engine.submit;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.account.AccountGate;
import dev.rivyaroutes.account.AccountPaused;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.engine.settle.KeyLife;
import dev.rivyaroutes.engine.settle.ParkForModel;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.progress.RecordProgress;
import dev.rivyaroutes.rivya.model.ModelCatalogue;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** The first step of submit-jobs and answer-turns: whether the job may be sent now. */
@Component("checkBeforeSend")
public class CheckBeforeSend {

  private final AccountGate gate;
  private final KeyLife keyLife;
  private final ParkForModel parking;
  private final ModelCatalogue models;
  private final RecordProgress progress;

  CheckBeforeSend(
      AccountGate gate,
      KeyLife keyLife,
      ParkForModel parking,
      ModelCatalogue models,
      RecordProgress progress) {
    this.gate = gate;
    this.keyLife = keyLife;
    this.parking = parking;
    this.models = models;
    this.progress = progress;
  }

  /**
   * Continues with the job, or ends the route. A request that may have been sent is sent again
   * unchanged. Otherwise the job is checked against the model catalogue again, which may have been
   * unknown when it was accepted, and references at addresses are fetched first.
   */
  public void check(Exchange exchange, @Variable(Variables.JOB) Job job)
      throws BriefRefused, AccountPaused {
    gate.requireNoOrder(job.account());
    keyLife.check(job);
    if (job.content().request() != null) {
      return;
    }
    if (parking.park(job)) {
      exchange.setRouteStop(true);
      return;
    }
    models.check(NewJob.of(job));
    if (!FetchReferences.remote(job).isEmpty()) {
      progress.fetchReferencesFirst(job);
      exchange.setRouteStop(true);
    }
  }
}
