package dev.rivyaroutes.engine.flow;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.check.flows.FlowFiles;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.rivya.model.ModelCatalogue;
import dev.rivyaroutes.rivya.model.ModelPause;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Holds the model and the constant parameters of every flow against the catalogue: a wrong one
 * refuses its briefs before any credit, one that is not available any more has them wait. Each
 * change is said once.
 */
@Component
public class CheckFlows {

  private static final Logger LOG = LoggerFactory.getLogger(CheckFlows.class);

  private record Problem(String place, String text) {}

  private final Flows flows;
  private final ModelCatalogue catalogue;
  private final Environment environment;
  private final Map<String, String> said = new ConcurrentHashMap<>();

  public CheckFlows(Flows flows, ModelCatalogue catalogue, Environment environment) {
    this.flows = flows;
    this.catalogue = catalogue;
    this.environment = environment;
  }

  public void check(String account) {
    for (FlowTarget flow : flows.all()) {
      if (flow.account().equals(account)) {
        check(flow);
      }
    }
  }

  private void check(FlowTarget flow) {
    Optional<ModelPause> pause = catalogue.pause(flow.account(), flow.model());
    Optional<Problem> problem = problem(flow);
    if (problem.isPresent()) {
      if (isNew(flow, problem.get().text())) {
        LOG.error(
            "{}: Flow {} cannot work and refuses its briefs: {} Change the step there.",
            problem.get().place(),
            flow.name(),
            problem.get().text());
      }
      return;
    }
    if (pause.isPresent() && isNew(flow, pause.get().model() + pause.get().status())) {
      LOG.warn(
          "Flow {} is paused; its briefs are accepted, wait, and go on by themselves: {}",
          flow.name(),
          pause.get().text());
    }
    if (pause.isEmpty() && said.remove(flow.name()) != null) {
      LOG.info("Flow {} goes on: model {} is available", flow.name(), flow.model());
    }
  }

  private Optional<Problem> problem(FlowTarget flow) {
    try {
      catalogue.checkModel(flow.account(), flow.model(), flow.kind());
    } catch (BriefRefused e) {
      return Optional.of(new Problem(place(flow), e.getMessage()));
    }
    return flow.kind() == JobKind.CHAT ? Optional.empty() : problemOfParams(flow);
  }

  /** What a flow sets by other means than a constant is known only with a brief. */
  private Optional<Problem> problemOfParams(FlowTarget flow) {
    Map<String, String> constants =
        FlowFiles.of(environment).constantsOf(flow.name(), Variables.PARAMS);
    for (Map.Entry<String, String> constant : constants.entrySet()) {
      try {
        catalogue.checkParams(flow.account(), flow.model(), constant.getValue());
      } catch (BriefRefused e) {
        return Optional.of(new Problem(constant.getKey(), e.getMessage()));
      }
    }
    return Optional.empty();
  }

  private boolean isNew(FlowTarget flow, String words) {
    return !words.equals(said.put(flow.name(), words));
  }

  /** Whether a flow of one of the accounts names one of the models. */
  public boolean name(Collection<String> accounts, Collection<String> models) {
    return flows.all().stream()
        .anyMatch(flow -> accounts.contains(flow.account()) && models.contains(flow.model()));
  }

  /** File and line, where a file says it; a placeholder's value may stand anywhere. */
  private String place(FlowTarget flow) {
    return FlowFiles.of(environment)
        .placeOf(flow.name(), "model", flow.model())
        .orElse("routes/" + flow.name() + ".camel.yaml");
  }
}
