package dev.rivyaroutes.brief.flow;

import dev.rivyaroutes.ledger.version.FlowSwitch;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.springframework.stereotype.Component;

/**
 * The flows that are switched off by an order, as this process last read them. Nothing begins in
 * them from then on, before their routes are stopped.
 */
@Component
public class SwitchedFlows {

  private volatile Map<String, FlowSwitch> off = Map.of();

  /** Those that are off now, by name; returns those that were off before. */
  public Map<String, FlowSwitch> set(Map<String, FlowSwitch> now) {
    Map<String, FlowSwitch> before = off;
    off = Map.copyOf(now);
    return before;
  }

  public Optional<FlowSwitch> off(String flow) {
    return Optional.ofNullable(off.get(flow));
  }

  public boolean isOff(String flow) {
    return off.containsKey(flow);
  }

  /** Whether the route sends briefs to a flow that is off. */
  boolean isOff(CamelContext camel, Route route) {
    return !off.isEmpty() && FlowsOfSource.fed(camel, route).anyMatch(off::containsKey);
  }
}
