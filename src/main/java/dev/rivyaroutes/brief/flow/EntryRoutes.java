package dev.rivyaroutes.brief.flow;

import java.util.Set;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.util.StringHelper;

/**
 * The routes by which something new comes into a flow: those that feed it, and all others but those
 * that take its results, or that only other routes call.
 */
public final class EntryRoutes {

  private static final Set<String> CALLED = Set.of("direct", "seda", "disruptor");

  private EntryRoutes() {}

  public static boolean isEntry(RouteDefinition route) {
    return feeds(route) || !isCalled(route) && !takesResults(route);
  }

  private static boolean feeds(RouteDefinition route) {
    return ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class)
        .stream()
        .flatMap(step -> KameletUse.of(step.getUri()).stream())
        .anyMatch(KameletUse::acceptsBriefs);
  }

  private static boolean isCalled(RouteDefinition route) {
    return CALLED.contains(StringHelper.before(uri(route), ":", uri(route)));
  }

  private static boolean takesResults(RouteDefinition route) {
    return KameletUse.of(uri(route)).filter(KameletUse::takesResults).isPresent();
  }

  private static String uri(RouteDefinition route) {
    return route.getInput() == null ? "" : route.getInput().getEndpointUri();
  }
}
