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

  RunningFlows(CamelContext camel) {
    this.camel = camel;
  }

  /** Whether one of them is running. */
  public boolean isOn(String flow) {
    return states(flow).contains(ServiceStatus.Started);
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
