package dev.rivyaroutes.http.intake;

import dev.rivyaroutes.brief.flow.DisabledRoutes;
import dev.rivyaroutes.brief.flow.SwitchedFlows;
import dev.rivyaroutes.http.FlowOff;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.http.call.HttpCall;
import dev.rivyaroutes.http.call.RouteStep;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.springframework.stereotype.Component;

/** The flows that take briefs over HTTP, and whether each is on. */
@Component("flowsOverHttp")
public class FlowsOverHttp {
  private static final String KAMELET = "http-drop-source";

  private final CamelContext camel;
  private final DisabledRoutes off;
  private final SwitchedFlows switched;
  private final Map<String, String> flowRoutes = new ConcurrentHashMap<>();

  FlowsOverHttp(CamelContext camel, DisabledRoutes off, SwitchedFlows switched) {
    this.camel = camel;
    this.switched = switched;
    this.off = off;
  }

  /**
   * Camel starts the route that it makes of a source Kamelet whatever the flow's {@code
   * autoStartup} says, and would then wait half a minute for the flow.
   *
   * @param sourceRoute the id of the route that Camel made of the source Kamelet
   */
  void requireOn(String sourceRoute, String flow) {
    FlowOff.refuse(switched.off(flow));
    String flowRoute = flowRoutes.computeIfAbsent(sourceRoute, this::flowRoute);
    ServiceStatus status =
        flowRoute == null ? null : camel.getRouteController().getRouteStatus(flowRoute);
    if (status == null || !status.isStarted()) {
      throw isOff();
    }
  }

  private static Problem isOff() {
    return Problem.of(
            503,
            "flow-off",
            "The flow does not accept briefs over HTTP: its route is disabled or stopped."
                + " Enable it in the configuration, or send the brief later.")
        .withHeader("Retry-After", "60");
  }

  /** Ends every call: no flow of that name takes briefs over HTTP, or one that is off. */
  public void refuseUnknown(Exchange exchange) {
    RouteStep.run(exchange, () -> refuse(exchange));
  }

  private void refuse(Exchange exchange) {
    HttpCall call = exchange.getMessage().getBody(HttpCall.class);
    String flow = call.path("flow");
    if (off.acceptsOverHttp(flow)) {
      throw isOff();
    }
    String known =
        sources()
            .map(FlowsOverHttp::flow)
            .filter(call.caller().sees()::includes)
            .sorted()
            .distinct()
            .collect(Collectors.joining(", "));
    throw Problem.of(
            404,
            "unknown-flow",
            "No flow of this name accepts briefs over HTTP. "
                + (known.isEmpty() ? "There is none." : "There are: " + known + "."))
        .with("flow", flow);
  }

  private String flowRoute(String sourceRoute) {
    return camel.getRoutes().stream()
        .filter(
            route ->
                route.getEndpoint() instanceof KameletEndpoint kamelet
                    && kamelet.getRouteId().equals(sourceRoute)
                    && !route.getRouteId().equals(sourceRoute))
        .map(Route::getRouteId)
        .findFirst()
        .orElse(null);
  }

  private Stream<KameletEndpoint> sources() {
    return camel.getRoutes().stream()
        .map(Route::getEndpoint)
        .filter(KameletEndpoint.class::isInstance)
        .map(KameletEndpoint.class::cast)
        .filter(kamelet -> kamelet.getTemplateId().equals(KAMELET))
        .filter(kamelet -> kamelet.getKameletProperties() != null);
  }

  private static String flow(KameletEndpoint source) {
    return Objects.toString(source.getKameletProperties().get("flow"), "");
  }
}
