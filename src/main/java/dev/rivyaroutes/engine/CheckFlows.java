package dev.rivyaroutes.engine;

import dev.rivyaroutes.brief.BriefRefused;
import dev.rivyaroutes.rivya.ModelCatalogue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Holds the model of every flow against the catalogue: a wrong one refuses its briefs before any
 * credit.
 */
@Component
class CheckFlows {

  private static final Logger LOG = LoggerFactory.getLogger(CheckFlows.class);

  private final Flows flows;
  private final ModelCatalogue catalogue;

  CheckFlows(Flows flows, ModelCatalogue catalogue) {
    this.flows = flows;
    this.catalogue = catalogue;
  }

  void check(String account) {
    for (Flows.Flow flow : flows.all()) {
      if (flow.account().equals(account)) {
        try {
          catalogue.checkModel(account, flow.model());
        } catch (BriefRefused e) {
          LOG.error(
              "Flow {} cannot work and refuses its briefs: {} Change model in routes/{}.camel.yaml.",
              flow.name(),
              e.getMessage(),
              flow.name());
        }
      }
    }
  }
}
