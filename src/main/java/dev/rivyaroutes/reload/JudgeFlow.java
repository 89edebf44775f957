package dev.rivyaroutes.reload;

import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.flows.CheckFlowText;
import dev.rivyaroutes.check.flows.FlowText;
import java.io.IOException;
import java.util.List;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

/** Finds the errors of a text, beside the texts of all other files that run. */
@Component
class JudgeFlow {

  private final CheckFlowText check;
  private final FlowStates states;

  JudgeFlow(ConfigurableEnvironment environment, FlowStates states) {
    this.check = new CheckFlowText(environment);
    this.states = states;
  }

  List<Finding> findings(FlowText file) {
    try {
      return check.check(file, states.runningBeside(file));
    } catch (IOException | RuntimeException e) {
      return List.of(ExplainLoadFailure.explain(file, e));
    }
  }
}
