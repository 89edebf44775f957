package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.FileLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.util.StringHelper;
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
   * @param path what follows the scheme, without options
   */
  record Endpoint(
      String step,
      String scheme,
      String path,
      FileLine place,
      Map<String, FlowFile.Value> options) {

    String option(String name) {
      FlowFile.Value value = options.get(name);
      return value == null ? "" : value.text();
    }
  }

  private Endpoints() {}

  static List<Endpoint> of(FlowFile file, Node below) {
    List<Endpoint> endpoints = new ArrayList<>();
    YamlTree.forEachEntry(
        below,
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
    String text = YamlTree.text(uri);
    FileLine place = FileLine.of(file.name(), uri);
    Map<String, FlowFile.Value> options = new LinkedHashMap<>();
    FlowFile.query(text).forEach((key, set) -> options.put(key, new FlowFile.Value(set, place)));
    YamlTree.value(value, "parameters")
        .map(YamlTree::entries)
        .orElse(List.of())
        .forEach(
            entry ->
                options.put(
                    YamlTree.text(entry.getKeyNode()),
                    new FlowFile.Value(
                        YamlTree.text(entry.getValueNode()),
                        FileLine.of(file.name(), entry.getKeyNode()))));
    String path = StringHelper.before(text, "?", text);
    return new Endpoint(
        step,
        StringHelper.before(path, ":", path),
        StringHelper.after(path, ":", "").replaceFirst("^//", ""),
        place,
        options);
  }
}
