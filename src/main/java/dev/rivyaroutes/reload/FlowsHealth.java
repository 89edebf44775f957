package dev.rivyaroutes.reload;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * The health of the flow states: down while one is wrong. It is not part of liveness and readiness,
 * because neither a restart nor fewer replicas would help.
 */
@Component("flowsHealthContributor")
final class FlowsHealth implements HealthIndicator {

  private final FlowStates states;

  FlowsHealth(FlowStates states) {
    this.states = states;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    states
        .all()
        .forEach(
            (name, state) -> {
              Map<String, Object> details = new LinkedHashMap<>();
              details.put("state", word(state));
              details.put("since", state.since().toString());
              if (state.isWrong()) {
                health.down();
                details.put("problems", state.problems());
              }
              health.withDetail(name, details);
            });
    return health.build();
  }

  private static String word(FlowState state) {
    if (!state.isWrong()) {
      return "running";
    }
    return state.running() == null ? "not running" : "running its last good text";
  }
}
