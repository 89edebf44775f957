package dev.rivyaroutes.reload;

import dev.rivyaroutes.brief.flow.EntryRoutes;
import dev.rivyaroutes.brief.flow.KameletUse;
import dev.rivyaroutes.reload.FlowDiagram.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.util.StringHelper;
import org.springframework.stereotype.Component;

/**
 * Draws a flow from the routes that Camel has of its running text. It names Kamelets, components,
 * steps and sinks, and no other parameter: the address of an endpoint may hold a secret.
 */
@Component
public class DrawFlows {

  private static final String SUCCEEDED = "succeeded";
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])");

  private final ModelCamelContext camel;
  private final SwapRoutes routes;

  DrawFlows(CamelContext camel, SwapRoutes routes) {
    this.camel = (ModelCamelContext) camel;
    this.routes = routes;
  }

  /** The diagram of a flow file; without lanes if none of its routes run. */
  public FlowDiagram draw(FlowState state) {
    List<Lane> entries = new ArrayList<>();
    List<Lane> sinks = new ArrayList<>();
    List<Lane> others = new ArrayList<>();
    routes.routesOf(state.file()).stream()
        .map(camel::getRouteDefinition)
        .filter(Objects::nonNull)
        .forEach(
            route -> {
              Lane lane = lane(route);
              if (lane.sink() != null) {
                sinks.add(lane);
              } else {
                (EntryRoutes.isEntry(route) ? entries : others).add(lane);
              }
            });
    return new FlowDiagram(entries, sinks, others);
  }

  private Lane lane(RouteDefinition route) {
    String uri = route.getInput() == null ? "" : route.getInput().getEndpointUri();
    Optional<KameletUse> results = KameletUse.of(uri).filter(KameletUse::takesResults);
    return new Lane(
        route.getRouteId(),
        route.getDescriptionText(),
        system(uri),
        results.map(use -> parameter(use, "sink", "")).orElse(null),
        results.map(use -> parameter(use, "on", SUCCEEDED)).orElse(null),
        route.getOutputs().stream().map(DrawFlows::step).toList());
  }

  private String parameter(KameletUse use, String name, String otherwise) {
    return use.parameter(name).map(camel::resolvePropertyPlaceholders).orElse(otherwise);
  }

  /** The Kamelet, or the component, that an address is of. */
  private static String system(String uri) {
    return KameletUse.of(uri).map(KameletUse::name).orElse(StringHelper.before(uri, ":", uri));
  }

  private static String step(ProcessorDefinition<?> step) {
    if (step.getDescriptionText() != null) {
      return step.getDescriptionText();
    }
    if (step instanceof ToDefinition to) {
      return KameletUse.of(to.getUri()).filter(KameletUse::acceptsBriefs).isPresent()
          ? "send to Rivya"
          : system(to.getUri());
    }
    String words = HUMP.matcher(step.getShortName()).replaceAll(" ").toLowerCase(Locale.ROOT);
    if (step instanceof SetVariableDefinition set) {
      return words + " " + set.getName();
    }
    if (step instanceof SetHeaderDefinition set) {
      return words + " " + set.getName();
    }
    return words;
  }
}
