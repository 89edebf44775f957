package dev.rivyaroutes.reload;

import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.flows.CheckFlowText;
import dev.rivyaroutes.check.flows.FlowText;
import dev.rivyaroutes.rivya.model.ModelCatalogue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

/** Finds the errors of a text, beside the texts of all other files that run. */
@Component
class JudgeFlow {

  private final CheckFlowText check;
  private final FlowStates states;
  private final ModelCatalogue models;
  private long revisions;

  JudgeFlow(ConfigurableEnvironment environment, FlowStates states, ModelCatalogue models) {
    this.check = new CheckFlowText(environment);
    this.states = states;
    this.models = models;
    this.revisions = models.revisions();
  }

  /** The errors of a text that is to run for the first time. */
  List<Finding> findings(FlowText file) {
    List<Finding> all = new ArrayList<>(findingsBeside(file));
    all.addAll(findingsOfModels(file));
    return all;
  }

  /**
   * The errors of a text that ran before. Models that Rivya has removed since are none: its jobs
   * are parked.
   */
  List<Finding> findingsBeside(FlowText file) {
    try {
      return check.check(file, states.runningBeside(file));
    } catch (IOException | RuntimeException e) {
      return List.of(ExplainLoadFailure.explain(file, e));
    }
  }

  /** Models and constant parameters that Rivya does not have; none while it has returned none. */
  List<Finding> findingsOfModels(FlowText file) {
    try {
      return check.checkModels(file, models);
    } catch (IOException e) {
      return List.of(ExplainLoadFailure.explain(file, e));
    }
  }

  /** Whether Rivya has returned other models since this was last called. */
  boolean haveModelsChanged() {
    long now = models.revisions();
    boolean changed = now != revisions;
    revisions = now;
    return changed;
  }
}
