package dev.rivyaroutes.brief.flow;

import dev.rivyaroutes.ledger.database.DatabaseAvailability;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.kamelet.KameletEndpoint;

/**
 * Tells whether the flow that uses a source is on, and can hand anything in: while the ledger is
 * away it takes nothing, and to try would fail for each file and object. Camel starts the route
 * that it makes of a source Kamelet whatever the flow's {@code autoStartup} says, so a source asks
 * here before it begins.
 */
public final class SourceSwitch {
  private final CamelContext camel;
  private final DatabaseAvailability ledger;

  public SourceSwitch(CamelContext camel) {
    this.camel = camel;
    this.ledger = camel.getRegistry().findSingleByType(DatabaseAvailability.class);
  }

  /**
   * @param sourceRoute the id of the route that Camel made of the source Kamelet
   */
  public boolean isOn(String sourceRoute) {
    if (ledger != null && ledger.isUnavailable()) {
      return false;
    }
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
