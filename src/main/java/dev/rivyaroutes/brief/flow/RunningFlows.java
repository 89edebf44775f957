package dev.rivyaroutes.brief.flow;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.springframework.stereotype.Component;

/** Whether the routes that send briefs to a flow are running. */
@Component
public class RunningFlows {

  private final CamelContext camel;
  private final SwitchedFlows switched;

  RunningFlows(CamelContext camel, SwitchedFlows switched) {
    this.camel = camel;
    this.switched = switched;
  }

  /** Whether one of them is running, and no order has switched the flow off. */
  public boolean isOn(String flow) {
    return !switched.isOff(flow) && states(flow).contains(ServiceStatus.Started);
  }

  /** Whether such routes exist and none is running. */
  public boolean isOff(String flow) {
    List<ServiceStatus> states = states(flow);
    return !states.isEmpty() && !states.contains(ServiceStatus.Started);
  }

  private List<ServiceStatus> states(String flow) {
    return camel.getRoutes().stream()
        .filter(route -> FlowsOfSource.fed(camel, route).anyMatch(flow::equals))
        .map(Route::getRouteId)
        .map(camel.getRouteController()::getRouteStatus)
        .toList();
  }
}
