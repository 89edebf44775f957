package dev.rivyaroutes.reload;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets what is under way in the routes of a flow end, while its sources and sinks begin nothing
 * new. Nothing is interrupted.
 */
final class DrainRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(DrainRoutes.class);
  private static final Duration STEP = Duration.ofMillis(5);

  private final CamelContext camel;
  private final LoadedRoutes routes;
  private final Set<Route> suspended = new LinkedHashSet<>();

  DrainRoutes(CamelContext camel, LoadedRoutes routes) {
    this.camel = camel;
    this.routes = routes;
  }

  /**
   * Its sources and sinks begin nothing new; a poll that is under way ends soon. To be repeated: an
   * order may have started one meanwhile.
   */
  void suspend() {
    for (String id : routes.all()) {
      Route route = camel.getRoute(id);
      if (route != null && isStarted(id) && begins(route.getConsumer())) {
        suspended.add(route);
        ServiceHelper.suspendService(route.getConsumer());
      }
    }
  }

  /**
   * Calls over HTTP are held before they enter; the inner consumers get what the outer ones begin.
   */
  private static boolean begins(Consumer consumer) {
    return !(consumer == null
        || consumer.getEndpoint() instanceof KameletEndpoint
        || consumer.getEndpoint().getEndpointBaseUri().matches("(direct|seda):.*")
        || consumer instanceof PlatformHttpConsumer);
  }

  /** Whether what the sources and sinks have begun ends within the time; calls do not count. */
  boolean awaitBegun(Duration most) throws InterruptedException {
    return await(() -> suspended.stream().mapToInt(this::underWay).sum(), most);
  }

  /** Whether all that is under way ends within the time. */
  boolean await(Duration most) throws InterruptedException {
    return await(this::underWay, most);
  }

  /** Whether it becomes none within the time. */
  static boolean await(IntSupplier underWay, Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (underWay.getAsInt() > 0) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.sleep(STEP.toNanos());
    }
    return true;
  }

  /** The sources of a flow that is switched off are stopped, and must not be resumed. */
  private boolean isStarted(String id) {
    return camel.getRoute(id) != null && camel.getRouteController().getRouteStatus(id).isStarted();
  }

  /** How many exchanges are under way. */
  int underWay() {
    return routes.all().stream()
        .mapToInt(
            id -> {
              Route route = camel.getRoute(id);
              return route == null ? 0 : underWay(route);
            })
        .sum();
  }

  private int underWay(Route route) {
    int pending =
        route.getConsumer() instanceof ShutdownAware aware ? aware.getPendingExchangesSize() : 0;
    return camel.getInflightRepository().size(route.getRouteId()) + pending;
  }

  void resume() {
    for (Route route : suspended) {
      try {
        if (isStarted(route.getRouteId())) {
          ServiceHelper.resumeService(route.getConsumer());
        }
      } catch (RuntimeException e) {
        LOG.warn("{} could not be resumed: {}", route.getConsumer().getEndpoint(), e.toString());
      }
    }
    suspended.clear();
  }
}
