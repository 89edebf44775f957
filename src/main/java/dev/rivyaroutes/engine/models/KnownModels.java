package dev.rivyaroutes.engine.models;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.models.Catalogue;
import dev.rivyaroutes.rivya.model.KeepModels;
import dev.rivyaroutes.rivya.model.ModelCatalogue;
import dev.rivyaroutes.rivya.model.ModelPause;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** The models as this process knows them, as the ledger does, and as Rivya tells them now. */
@Component
public record KnownModels(
    Accounts accounts, KeepModels keep, ModelCatalogue models, ProducerTemplate producer) {

  /** Why a job's model is not available; the ledger is asked only when it is not here. */
  public Optional<ModelPause> pause(Job job) {
    Optional<ModelPause> here = models.pause(job.account(), job.model());
    if (here.isEmpty() || !keep.look(job.account())) {
      return here;
    }
    return models.pause(job.account(), job.model());
  }

  /** Asks Rivya now, unless somebody does already, or it did not tell them when asked last. */
  public void ask(String account) {
    keep.claimEarly(account).ifPresent(claimed -> ask(account, claimed));
  }

  /** Asks Rivya when it is time, unless somebody does already. */
  void askIfOld(String account) {
    keep.claim(account).ifPresent(claimed -> ask(account, claimed));
  }

  private void ask(String account, Catalogue claimed) {
    producer.send(
        "direct:ask-models",
        exchange -> {
          exchange.setVariable(Variables.ACCOUNT, account);
          exchange.setVariable(Variables.CATALOGUE, claimed);
        });
  }

  /** Whether Rivya has told them at this time or later; then they are known here. */
  public boolean areTold(String account, Instant since) {
    boolean told = keep.isTold(account, since);
    keep.look(account);
    return told;
  }

  String baseUrl(String account) {
    return accounts.get(account).base();
  }
}
