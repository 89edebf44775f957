package dev.rivyaroutes.brief.flow;

import dev.rivyaroutes.ledger.database.DatabaseAvailability;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.StatefulService;
import org.apache.camel.support.ExchangeHelper;

/**
 * Whether the flow that uses a source is on and the ledger is available: otherwise each file and
 * object would fail. Camel starts the route of a source Kamelet regardless of the flow's {@code
 * autoStartup}, so every source checks here before it polls.
 */
public final class SourceSwitch {
  private final CamelContext camel;
  private final DatabaseAvailability ledger;
  private final SwitchedFlows switched;

  public SourceSwitch(CamelContext camel) {
    this.camel = camel;
    this.ledger = camel.getRegistry().findSingleByType(DatabaseAvailability.class);
    this.switched = camel.getRegistry().findSingleByType(SwitchedFlows.class);
  }

  /**
   * @param sourceRoute the id of the route that Camel created from the source Kamelet
   */
  public boolean isOn(String sourceRoute) {
    return !isLedgerUnavailable() && isFlowOn(sourceRoute) && !isSuspended(sourceRoute);
  }

  /** A flow that is being swapped waits for the end of its sources' polls. */
  private boolean isSuspended(String sourceRoute) {
    Route route = camel.getRoute(sourceRoute);
    return route != null
        && route.getConsumer() instanceof StatefulService consumer
        && (consumer.isSuspending() || consumer.isSuspended());
  }

  public boolean isLedgerUnavailable() {
    return ledger != null && ledger.isUnavailable();
  }

  /** Whether a failure belongs to an outage of the ledger, which is logged once for all. */
  public boolean isPartOfOutage(Throwable failure) {
    return ledger != null && ledger.isPartOfOutage(failure);
  }

  /** Whether the source's own flow is on, and its routes were not replaced since it began. */
  public boolean isInForce(Exchange exchange) {
    String sourceRoute = exchange.getFromRouteId();
    return isFlowOn(sourceRoute)
        && ExchangeHelper.getRoute(exchange) == camel.getRoute(sourceRoute);
  }

  /** Whether the flow that uses the source is on. */
  public boolean isFlowOn(String sourceRoute) {
    return FlowsOfSource.readers(camel, sourceRoute)
        .findFirst()
        .filter(route -> switched == null || !switched.isOff(camel, route))
        .map(route -> camel.getRouteController().getRouteStatus(route.getRouteId()))
        .filter(ServiceStatus::isStarted)
        .isPresent();
  }
}
