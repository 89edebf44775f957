package dev.rivyaroutes.reload;

import dev.rivyaroutes.brief.flow.DisabledRoutes;
import dev.rivyaroutes.brief.flow.SwitchedFlows;
import dev.rivyaroutes.check.flows.FlowText;
import dev.rivyaroutes.ledger.version.LoadingFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.Service;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds the routes of a flow file to Camel, which runs already, and removes them. */
final class LoadRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(LoadRoutes.class);

  /** What could be waited for has ended before. */
  private static final int CUT_OFF_SECONDS = 2;

  private final ModelCamelContext camel;
  private final DisabledRoutes disabled;
  private final SwitchedFlows switched;

  LoadRoutes(CamelContext camel, DisabledRoutes disabled, SwitchedFlows switched) {
    this.camel = (ModelCamelContext) camel;
    this.disabled = disabled;
    this.switched = switched;
  }

  /**
   * Adds and starts the routes. If one of them cannot be started, none is left.
   *
   * @param version the id of the text in the ledger; null if it has none
   */
  LoadedRoutes load(FlowText file, String version) throws Exception {
    Set<String> before = ids();
    NameKamelets names = new NameKamelets(file.flow());
    KeepServices kept = new KeepServices();
    camel.addLifecycleStrategy(kept);
    try {
      return new LoadingFile(file.name(), version)
          .run(
              () -> {
                add(file, names);
                return loaded(before, names, kept);
              });
    } catch (Exception | LinkageError e) {
      unload(loaded(before, names, kept));
      throw e;
    } finally {
      camel.getLifecycleStrategies().remove(kept);
    }
  }

  private void add(FlowText file, NameKamelets names) throws Exception {
    RoutesLoader loader = PluginHelper.getRoutesLoader(camel);
    byte[] text = file.text().getBytes(StandardCharsets.UTF_8);
    for (RoutesBuilder builder :
        loader.findRoutesBuilders(List.of(ResourceHelper.fromBytes(file.name(), text)))) {
      if (builder instanceof RouteBuilder routes) {
        routes.addLifecycleInterceptor(names);
        if (switched.isOff(file.flow())) {
          routes.addLifecycleInterceptor(new KeepFlowOff(disabled));
        }
      }
      camel.addRoutes(builder);
      camel.addTemplatedRoutes(builder);
    }
  }

  private LoadedRoutes loaded(Set<String> before, NameKamelets names, KeepServices kept) {
    List<String> routes = new ArrayList<>();
    for (RouteDefinition route : camel.getRouteDefinitions()) {
      String id = route.getRouteId();
      // A route of a Kamelet without such a name may be shared with other flows.
      if (!before.contains(id)
          && (!Boolean.TRUE.equals(route.isKamelet()) || names.names().contains(id))) {
        routes.add(id);
      }
    }
    List<String> ofKamelets = new ArrayList<>(names.names());
    ofKamelets.retainAll(routes);
    routes.removeAll(ofKamelets);
    return new LoadedRoutes(routes, ofKamelets, List.copyOf(kept.services()));
  }

  private Set<String> ids() {
    Set<String> ids = new LinkedHashSet<>();
    camel.getRouteDefinitions().forEach(route -> ids.add(route.getRouteId()));
    return ids;
  }

  /** Stops and removes the routes, the flow's own first: the routes of Kamelets serve them. */
  void unload(LoadedRoutes loaded) {
    for (String id : loaded.all()) {
      RouteDefinition definition = camel.getRouteDefinition(id);
      try {
        if (definition != null) {
          camel.getRouteController().stopRoute(id, CUT_OFF_SECONDS, TimeUnit.SECONDS);
          camel.removeRoute(id);
          camel.removeRouteDefinition(definition);
        }
      } catch (Exception e) {
        LOG.warn("Route {} could not be removed: {}", id, e.toString());
      }
    }
    for (Service service : loaded.services()) {
      try {
        camel.removeService(service);
        ServiceHelper.stopAndShutdownService(service);
      } catch (Exception e) {
        LOG.debug("A service of a flow could not be stopped", e);
      }
    }
  }
}
