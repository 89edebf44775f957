package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.FileLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The addresses of a flow that are not of Kamelets, in both forms of Camel's YAML. */
final class Endpoints {

  private static final Set<String> STEPS =
      Set.of("from", "to", "toD", "wireTap", "enrich", "pollEnrich", "poll");

  /**
   * An address.
   *
   * @param step such as {@code from} or {@code to}
   */
  record Endpoint(String step, String scheme, FileLine place, Map<String, FlowFile.Value> options) {

    String option(String name) {
      FlowFile.Value value = options.get(name);
      return value == null ? "" : value.text();
    }
  }

  private Endpoints() {}

  static List<Endpoint> of(FlowFile file) {
    List<Endpoint> endpoints = new ArrayList<>();
    YamlTree.forEachEntry(
        file.root(),
        (parent, entry) -> {
          String step = YamlTree.text(entry.getKeyNode());
          Node value = entry.getValueNode();
          Node uri = YamlTree.value(value, "uri").orElse(value);
          if (STEPS.contains(step) && uri instanceof ScalarNode) {
            endpoints.add(endpoint(file, step, value, uri));
          }
        });
    return endpoints;
  }

  private static Endpoint endpoint(FlowFile file, String step, Node value, Node uri) {
    return new Endpoint(
        step,
        YamlTree.text(uri).replaceFirst("(?s)[:?].*", ""),
        FileLine.of(file.name(), uri),
        StepOptions.of(file.name(), value, uri));
  }
}
