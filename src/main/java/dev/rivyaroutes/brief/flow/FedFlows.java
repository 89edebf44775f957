package dev.rivyaroutes.brief.flow;

import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.springframework.stereotype.Component;

/** The flows to which a route sends its briefs. */
@Component
public class FedFlows {

  private final CamelContext camel;

  FedFlows(CamelContext camel) {
    this.camel = camel;
  }

  /** Empty where they are unknown, as of a route that is no longer loaded. */
  public Set<String> of(String routeId) {
    Route route = camel.getRoute(routeId);
    return route == null
        ? Set.of()
        : FlowsOfSource.fed(camel, route).collect(Collectors.toUnmodifiableSet());
  }
}
