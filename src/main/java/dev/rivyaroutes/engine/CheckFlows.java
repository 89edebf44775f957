package dev.rivyaroutes.engine;

import dev.rivyaroutes.brief.BriefRefused;
import dev.rivyaroutes.brief.FlowTarget;
import dev.rivyaroutes.check.FlowFiles;
import dev.rivyaroutes.rivya.ModelCatalogue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
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
  private final Environment environment;

  CheckFlows(Flows flows, ModelCatalogue catalogue, Environment environment) {
    this.flows = flows;
    this.catalogue = catalogue;
    this.environment = environment;
  }

  void check(String account) {
    for (FlowTarget flow : flows.all()) {
      if (flow.account().equals(account)) {
        try {
          catalogue.checkModel(account, flow.model(), flow.kind());
        } catch (BriefRefused e) {
          LOG.error(
              "{}: Flow {} cannot work and refuses its briefs: {} Change the step there.",
              place(flow),
              flow.name(),
              e.getMessage());
        }
      }
    }
  }

  /** File and line, where a file says it; a placeholder's value may stand anywhere. */
  private String place(FlowTarget flow) {
    return FlowFiles.of(environment)
        .placeOf(flow.name(), "model", flow.model())
        .orElse("routes/" + flow.name() + ".camel.yaml");
  }
}
