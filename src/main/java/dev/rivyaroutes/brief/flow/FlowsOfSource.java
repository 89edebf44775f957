package dev.rivyaroutes.brief.flow;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the flows that a source feeds, from the route that uses it: the parameter {@code flow} of
 * its steps to rivya-generation-sink and rivya-chat-sink. So a flow file names its flow only once.
 */
public class FlowsOfSource {
  private static final Logger LOG = LoggerFactory.getLogger(FlowsOfSource.class);

  private final CamelContext camel;
  private final String declared;
  private final String address;
  private boolean warned;

  /**
   * @param declared the flow that the source itself names; blank for none
   * @param address what the source reads, for messages
   */
  public FlowsOfSource(CamelContext camel, String declared, String address) {
    this.camel = camel;
    this.declared = declared;
    this.address = address;
  }

  /**
   * @param sourceRoute the id of the route that Camel created from the source Kamelet
   * @return the flows; empty when they are unknown, which is logged once
   */
  public Set<String> of(String sourceRoute) {
    Set<String> flows = declared.isBlank() ? find(sourceRoute) : Set.of(declared);
    if (flows.isEmpty() && !warned) {
      warned = true;
      LOG.warn(
          "The route that reads {} names no flow, so every object is read again after a restart."
              + " Name the flow by the parameter flow of s3-drop-source.",
          address);
    }
    return flows;
  }

  private Set<String> find(String sourceRoute) {
    return readers(camel, sourceRoute)
        .flatMap(route -> fed(camel, route))
        .collect(Collectors.toUnmodifiableSet());
  }

  public static Stream<Route> readers(CamelContext camel, String sourceRoute) {
    return camel.getRoutes().stream().filter(route -> readsFrom(route, sourceRoute));
  }

  public static Stream<String> fed(CamelContext camel, Route route) {
    RouteDefinition definition = ((ModelCamelContext) camel).getRouteDefinition(route.getRouteId());
    if (definition == null) {
      return Stream.empty(); // The route is being removed.
    }
    return ProcessorDefinitionHelper.filterTypeInOutputs(
            definition.getOutputs(), ToDefinition.class)
        .stream()
        .map(ToDefinition::getUri)
        .filter(FlowsOfSource::isSink)
        .map(camel::resolvePropertyPlaceholders)
        .flatMap(FlowsOfSource::flow);
  }

  private static boolean readsFrom(Route route, String sourceRoute) {
    return route.getEndpoint() instanceof KameletEndpoint kamelet
        && kamelet.getRouteId().equals(sourceRoute)
        && !route.getRouteId().equals(sourceRoute);
  }

  /** Only these are resolved: other steps of Kamelets have placeholders that are unknown here. */
  private static boolean isSink(String uri) {
    return KameletUse.of(uri).filter(KameletUse::acceptsBriefs).isPresent();
  }

  private static Stream<String> flow(String uri) {
    return KameletUse.of(uri).flatMap(use -> use.parameter("flow")).stream();
  }
}
