package dev.rivyaroutes.console;

import dev.rivyaroutes.brief.flow.RunningFlows;
import dev.rivyaroutes.reload.DrawFlows;
import dev.rivyaroutes.reload.FlowDiagram;
import dev.rivyaroutes.reload.FlowState;
import org.springframework.stereotype.Component;

/** Finds the flow files whose text is in force, but whose routes the configuration has off. */
@Component
class FindIdleFlows {

  private final RunningFlows running;
  private final DrawFlows draw;

  FindIdleFlows(RunningFlows running, DrawFlows draw) {
    this.running = running;
    this.draw = draw;
  }

  /**
   * @param state null for a file that is gone
   */
  boolean isIdle(FlowState state) {
    return state != null
        && state.running() != null
        && (running.isOff(state.flow()) || hasNoRoutes(draw.draw(state)));
  }

  private static boolean hasNoRoutes(FlowDiagram diagram) {
    return diagram.entries().isEmpty() && diagram.sinks().isEmpty() && diagram.others().isEmpty();
  }
}
