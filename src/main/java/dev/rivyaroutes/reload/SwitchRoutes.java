package dev.rivyaroutes.reload;

import dev.rivyaroutes.brief.flow.EntryRoutes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.support.service.ServiceHelper;

/** Starts and stops the entry routes of a flow, while its other routes run on. */
final class SwitchRoutes {

  /** Nothing is under way by then; Camel would otherwise wait for its default of 45 s. */
  private static final long STOP_SECONDS = 5;

  private final CamelContext camel;
  private final List<Route> entries;

  SwitchRoutes(CamelContext camel, LoadedRoutes routes) {
    this.camel = camel;
    this.entries = routes.routes().stream().filter(this::isEntry).map(camel::getRoute).toList();
  }

  private boolean isEntry(String id) {
    return camel.getRoute(id) != null
        && EntryRoutes.isEntry(((ModelCamelContext) camel).getRouteDefinition(id));
  }

  boolean set(boolean on, Duration most) throws Exception {
    if (on) {
      start();
      return true;
    }
    return entries.stream().noneMatch(this::isStarted) || stop(most);
  }

  private boolean isStarted(Route route) {
    return camel.getRouteController().getRouteStatus(route.getRouteId()).isStarted();
  }

  private void start() throws Exception {
    for (Route route : entries) {
      if (isStarted(route)) {
        ServiceHelper.resumeService(route.getConsumer());
      } else {
        camel.getRouteController().startRoute(route.getRouteId());
      }
    }
  }

  /** Sources of Kamelets ask themselves whether the flow is off; others have to be told. */
  private boolean stop(Duration most) throws Exception {
    for (Route route : entries) {
      if (!(route.getEndpoint() instanceof KameletEndpoint)) {
        ServiceHelper.suspendService(route.getConsumer());
      }
    }
    if (!DrainRoutes.await(this::underWay, most)) {
      return false;
    }
    for (Route route : entries) {
      camel.getRouteController().stopRoute(route.getRouteId(), STOP_SECONDS, TimeUnit.SECONDS);
    }
    return true;
  }

  private int underWay() {
    return entries.stream()
        .flatMap(SwitchRoutes::withSource)
        .mapToInt(camel.getInflightRepository()::size)
        .sum();
  }

  /** The route, and the one that Camel has made of the Kamelet that it reads from. */
  private static Stream<String> withSource(Route route) {
    return route.getEndpoint() instanceof KameletEndpoint kamelet
        ? Stream.of(route.getRouteId(), kamelet.getRouteId())
        : Stream.of(route.getRouteId());
  }
}
