package dev.rivyaroutes.brief;

import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.kamelet.KameletEndpoint;

/**
 * Tells whether the flow that uses a source is on. Camel starts the route that it makes of a source
 * Kamelet whatever the flow's {@code autoStartup} says, so a source asks here before it begins.
 */
public final class SourceSwitch {
  private final CamelContext camel;

  public SourceSwitch(CamelContext camel) {
    this.camel = camel;
  }

  /**
   * @param sourceRoute the id of the route that Camel made of the source Kamelet
   */
  public boolean isOn(String sourceRoute) {
    for (Route route : camel.getRoutes()) {
      if (route.getEndpoint() instanceof KameletEndpoint kamelet
          && kamelet.getRouteId().equals(sourceRoute)
          && !route.getRouteId().equals(sourceRoute)) {
        ServiceStatus status = camel.getRouteController().getRouteStatus(route.getRouteId());
        return status != null && status.isStarted();
      }
    }
    return false;
  }
}
