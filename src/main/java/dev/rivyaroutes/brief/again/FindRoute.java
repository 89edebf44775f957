package dev.rivyaroutes.brief.again;

import dev.rivyaroutes.brief.flow.FlowsOfSource;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.ledger.search.PastBrief;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;

/** Finds the route of a flow through which a brief came, among those that run now. */
final class FindRoute {
  private static final String DIRECT = "direct:";

  private final CamelContext camel;

  FindRoute(CamelContext camel) {
    this.camel = camel;
  }

  /**
   * The route that begins with the source of the brief and hands it to the flow in this process.
   *
   * @return empty for a chat message that came to the flow itself over HTTP
   * @throws OrderRefused if there is none, or it is uncertain which it is
   */
  Optional<Route> find(PastBrief past) throws OrderRefused {
    String flow = past.target().flow();
    // Other routes from direct: are steps of those that begin with a source.
    boolean direct = DIRECT.startsWith(past.source() + ":");
    List<Route> feeding =
        camel.getRoutes().stream()
            .filter(route -> direct || !route.getEndpoint().getEndpointUri().startsWith(DIRECT))
            .filter(this::isStarted)
            .filter(route -> feeds(route, flow, new HashSet<>()))
            .toList();
    if (past.target().kind() == JobKind.CHAT
        && past.source().equals(Visibility.HTTP)
        && feeding.stream().noneMatch(route -> isOfKind(route, past.source()))
        && isOn(flow)) {
      return Optional.empty();
    }
    List<Route> ofKind = narrowed(feeding, route -> isOfKind(route, past.source()));
    List<Route> ofCaller = narrowed(ofKind, route -> isOf(route, past.caller()));
    if (ofCaller.size() == 1) {
      return Optional.of(ofCaller.get(0));
    }
    throw OrderRefused.byState(
        ofCaller.isEmpty()
            ? "No source of flow %s runs. Switch it on, or submit the brief again once it runs."
                .formatted(flow)
            : "Flow %s has several sources, and it is uncertain through which of them the brief came: %s. Submit the brief again there."
                .formatted(
                    flow, String.join(", ", ofCaller.stream().map(Route::getRouteId).toList())));
  }

  private boolean isOn(String flow) {
    return camel.getRoutes().stream()
        .filter(this::isStarted)
        .anyMatch(route -> FlowsOfSource.fed(camel, route).anyMatch(flow::equals));
  }

  private static List<Route> narrowed(List<Route> routes, Predicate<Route> is) {
    List<Route> narrow = routes.stream().filter(is).toList();
    return narrow.isEmpty() ? routes : narrow;
  }

  private boolean isStarted(Route route) {
    var status = camel.getRouteController().getRouteStatus(route.getRouteId());
    return status != null && status.isStarted();
  }

  /** Whether its steps, or those of routes that they call in this process, end at the flow. */
  private boolean feeds(Route route, String flow, Set<String> seen) {
    if (!seen.add(route.getRouteId())) {
      return false;
    }
    return FlowsOfSource.fed(camel, route).anyMatch(flow::equals)
        || called(route).anyMatch(next -> feeds(next, flow, seen));
  }

  private Stream<Route> called(Route route) {
    RouteDefinition definition = ((ModelCamelContext) camel).getRouteDefinition(route.getRouteId());
    if (definition == null) {
      return Stream.empty(); // The route is being removed.
    }
    List<Endpoint> endpoints =
        ProcessorDefinitionHelper.filterTypeInOutputs(definition.getOutputs(), ToDefinition.class)
            .stream()
            .map(ToDefinition::getUri)
            .filter(uri -> uri != null && uri.startsWith(DIRECT))
            .map(camel::resolvePropertyPlaceholders)
            .map(camel::hasEndpoint)
            .toList();
    return camel.getRoutes().stream().filter(other -> endpoints.contains(other.getEndpoint()));
  }

  private static boolean isOfKind(Route route, String source) {
    String kind =
        route.getEndpoint() instanceof KameletEndpoint kamelet
            ? kamelet.getTemplateId()
            : route.getEndpoint().getEndpointUri().replaceFirst(":.*", "");
    return kind.equals(source) || kind.startsWith(source + "-");
  }

  /** Sources name a caller by one of their parameters, or by their route. */
  private static boolean isOf(Route route, String caller) {
    return route.getRouteId().equals(caller)
        || route.getEndpoint() instanceof KameletEndpoint kamelet
            && kamelet.getKameletProperties().values().stream()
                .map(String::valueOf)
                .anyMatch(value -> caller.equalsIgnoreCase(value) || caller.endsWith(":" + value));
  }
}
