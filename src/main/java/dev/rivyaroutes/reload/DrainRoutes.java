package dev.rivyaroutes.reload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * new. What takes longer than the time is not interrupted: the routes run on instead.
 */
final class DrainRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(DrainRoutes.class);
  private static final Duration STEP = Duration.ofMillis(5);

  private final CamelContext camel;
  private final LoadedRoutes routes;
  private final List<Consumer> suspended = new ArrayList<>();

  DrainRoutes(CamelContext camel, LoadedRoutes routes) {
    this.camel = camel;
    this.routes = routes;
  }

  /**
   * @return false if something is still under way; all runs on as before
   */
  boolean drain(Duration most) throws InterruptedException {
    for (String id : routes.all()) {
      Route route = camel.getRoute(id);
      if (route != null && isStarted(id) && begins(route.getConsumer())) {
        ServiceHelper.suspendService(route.getConsumer());
        suspended.add(route.getConsumer());
      }
    }
    long end = System.nanoTime() + most.toNanos();
    while (underWay() > 0) {
      if (System.nanoTime() - end > 0) {
        resume();
        return false;
      }
      TimeUnit.NANOSECONDS.sleep(STEP.toNanos());
    }
    return true;
  }

  /** The sources of a flow that is switched off are stopped, and must not be resumed. */
  private boolean isStarted(String id) {
    return camel.getRouteController().getRouteStatus(id).isStarted();
  }

  /** Calls over HTTP are held at the door; the inner consumers get what the outer ones begin. */
  private static boolean begins(Consumer consumer) {
    return !(consumer == null
        || consumer.getEndpoint() instanceof KameletEndpoint
        || consumer instanceof PlatformHttpConsumer);
  }

  private int underWay() {
    int exchanges = 0;
    for (String id : routes.all()) {
      exchanges += camel.getInflightRepository().size(id);
      if (camel.getRoute(id) != null
          && camel.getRoute(id).getConsumer() instanceof ShutdownAware aware) {
        exchanges += aware.getPendingExchangesSize();
      }
    }
    return exchanges;
  }

  void resume() {
    for (Consumer consumer : suspended) {
      try {
        ServiceHelper.resumeService(consumer);
      } catch (RuntimeException e) {
        LOG.warn("{} could not be resumed: {}", consumer.getEndpoint(), e.toString());
      }
    }
    suspended.clear();
  }
}
