package dev.rivyaroutes.engine.submit;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.engine.failure.KeyLife;
import dev.rivyaroutes.engine.models.PausedModels;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.progress.RecordProgress;
import dev.rivyaroutes.rivya.model.ModelCatalogue;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** The first step of submit-jobs and answer-turns: whether the job may be sent now. */
@Component("beforeSend")
public class BeforeSend {

  private final KeyLife keyLife;
  private final PausedModels paused;
  private final ModelCatalogue models;
  private final RecordProgress progress;

  BeforeSend(KeyLife keyLife, PausedModels paused, ModelCatalogue models, RecordProgress progress) {
    this.keyLife = keyLife;
    this.paused = paused;
    this.models = models;
    this.progress = progress;
  }

  /**
   * Goes on with the job, or ends the route. What may have been sent goes out again as it is; else
   * the job is held against the model catalogue again, which may not have been there at accept.
   * What has references at addresses goes to those who fetch them first.
   */
  public void check(Exchange exchange, @Variable(Variables.JOB) Job job)
      throws KeyLife.Over, BriefRefused {
    keyLife.check(job);
    if (job.content().request() != null) {
      return;
    }
    if (paused.setAside(job)) {
      exchange.setRouteStop(true);
      return;
    }
    models.check(NewJob.of(job));
    if (!References.remote(job).isEmpty()) {
      progress.fetchReferencesFirst(job);
      exchange.setRouteStop(true);
    }
  }
}
