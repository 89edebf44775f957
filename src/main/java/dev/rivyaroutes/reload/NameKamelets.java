package dev.rivyaroutes.reload;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteBuilderLifecycleStrategy;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;

/**
 * Gives each use of a Kamelet in a flow file a name of its own, such as {@code
 * folder-drop-source-of-posters}. Camel would have all flows share the route of a Kamelet that they
 * use with the same parameters, and then one could not be swapped without the others. The names
 * stay the same over swaps, so that metrics do.
 */
final class NameKamelets implements RouteBuilderLifecycleStrategy {

  private static final String SCHEME = "kamelet:";

  private final String file;
  private final Map<String, Integer> uses = new HashMap<>();
  private final Set<String> names = new LinkedHashSet<>();

  /**
   * @param file what a route without an id is named by
   */
  NameKamelets(String file) {
    this.file = file;
  }

  /** The names that were given, which are the ids of the routes that Camel makes. */
  Collection<String> names() {
    return names;
  }

  @Override
  public void afterConfigure(RouteBuilder builder) {
    for (RouteDefinition route : builder.getRouteCollection().getRoutes()) {
      String id = route.getId() == null ? file : route.getId();
      FromDefinition from = route.getInput();
      if (from != null && from.getUri() != null) {
        from.setUri(named(from.getUri(), id));
      }
      ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class)
          .forEach(step -> step.setUri(named(step.getUri(), id)));
      ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), KameletDefinition.class)
          .forEach(step -> step.setName(named(SCHEME + step.getName(), id).substring(8)));
    }
  }

  private String named(String uri, String route) {
    if (uri == null || !uri.startsWith(SCHEME)) {
      return uri;
    }
    String[] parts = uri.split("\\?", 2);
    String kamelet = parts[0].substring(SCHEME.length()).replaceFirst("^//", "");
    if (kamelet.contains("/")) {
      return uri;
    }
    String name = kamelet + "-of-" + route;
    int use = uses.merge(name, 1, Integer::sum);
    name = use == 1 ? name : name + "-" + use;
    names.add(name);
    return SCHEME + kamelet + "/" + name + (parts.length < 2 ? "" : "?" + parts[1]);
  }
}
