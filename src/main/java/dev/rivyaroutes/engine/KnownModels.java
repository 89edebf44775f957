package dev.rivyaroutes.engine;

import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.ledger.Job;
import dev.rivyaroutes.rivya.KeepModels;
import dev.rivyaroutes.rivya.ModelCatalogue;
import dev.rivyaroutes.rivya.ModelPause;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The models as this process knows them, and as the ledger does. */
@Component
record KnownModels(Accounts accounts, KeepModels keep, ModelCatalogue models) {

  /** Why a job's model is not available; the ledger is asked only when it is not here. */
  Optional<ModelPause> pause(Job job) {
    Optional<ModelPause> here = models.pause(job.account(), job.model());
    if (here.isEmpty() || !keep.look(job.account())) {
      return here;
    }
    return models.pause(job.account(), job.model());
  }

  String baseUrl(String account) {
    return accounts.get(account).base();
  }
}
