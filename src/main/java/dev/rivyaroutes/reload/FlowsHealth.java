package dev.rivyaroutes.reload;

import dev.rivyaroutes.brief.flow.SwitchedFlows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * The health of the flow states: down while one is wrong, and up while one is switched off by an
 * order. It is not part of liveness and readiness, because neither a restart nor fewer replicas
 * would help.
 */
@Component("flowsHealthContributor")
final class FlowsHealth implements HealthIndicator {

  private final FlowStates states;
  private final CompareReplicas replicas;
  private final SwitchedFlows switched;

  FlowsHealth(FlowStates states, CompareReplicas replicas, SwitchedFlows switched) {
    this.states = states;
    this.replicas = replicas;
    this.switched = switched;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    states
        .all()
        .forEach(
            (name, state) -> {
              Map<String, Object> details = new LinkedHashMap<>();
              details.put("state", state.word());
              details.put("version", String.valueOf(state.runningVersion()));
              details.put("since", state.since().toString());
              details.put("pending", states.isPending(name));
              if (state.isWrong()) {
                health.down();
                details.put("problems", state.problems());
              }
              List<String> others = replicas.differing().get(state.flow());
              if (others != null) {
                details.put("differsOn", others);
              }
              switched
                  .off(state.flow())
                  .ifPresent(
                      off -> {
                        details.put("switchedOff", off.text());
                        details.put("switchedOffSince", off.since().toString());
                      });
              health.withDetail(name, details);
            });
    return health.build();
  }
}
