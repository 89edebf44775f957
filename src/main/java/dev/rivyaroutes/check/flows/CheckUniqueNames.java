package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.camel.util.StringHelper;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * Checks names that must be unique over all flows and the engine: step ids and direct: endpoints.
 */
final class CheckUniqueNames {

  /** A name and its kind: a step id or an endpoint. */
  record Name(String kind, String text) {}

  record Use(Name name, FileLine place) {}

  private static final String STEP = "step id";
  private static final String DIRECT = "direct:";

  private final Map<Name, FileLine> taken = new HashMap<>();
  private final UnaryOperator<String> resolve;

  CheckUniqueNames(UnaryOperator<String> resolve) {
    this.resolve = resolve;
  }

  void takes(Name name, FileLine place) {
    taken.put(name, place);
  }

  void check(FlowFile file, List<Finding> findings) {
    for (Use use : of(file, resolve)) {
      FileLine first = taken.putIfAbsent(use.name(), use.place());
      if (first != null) {
        findings.add(
            Finding.at(
                Rule.NAME_TWICE,
                use.place(),
                use.name().kind().equals(STEP)
                    ? "The step id " + use.name().text() + " is taken by " + first + "."
                    : "A route at " + first + " begins with direct:" + use.name().text() + " too.",
                "Give it a name of its own that begins with " + file.flow() + "-."));
      }
    }
  }

  /** The names that the routes of a file define. */
  static List<Use> of(FlowFile file, UnaryOperator<String> resolve) {
    List<Use> uses = new ArrayList<>();
    for (FlowFile.Route route : file.routes()) {
      Node body = YamlTree.value(route.node(), "route").orElse(route.node()); // of a template
      Node from = YamlTree.value(body, "from").orElse(body);
      direct(from).ifPresent(uri -> uses.add(use(DIRECT, resolve.apply(uri), file, from)));
      YamlTree.value(from, "steps").ifPresent(steps -> collect(file, steps, resolve, uses));
    }
    return uses;
  }

  private static Optional<String> direct(Node from) {
    String uri = YamlTree.textOf(from, "uri").orElse("");
    if (uri.equals("direct")) {
      return YamlTree.value(from, "parameters").flatMap(all -> YamlTree.textOf(all, "name"));
    }
    return uri.startsWith(DIRECT)
        ? Optional.of(
            StringHelper.before(uri, "?", uri).substring(DIRECT.length()).replaceFirst("^//", ""))
        : Optional.empty();
  }

  /** A parameter of an endpoint may be called id too. */
  private static void collect(
      FlowFile file, Node node, UnaryOperator<String> resolve, List<Use> uses) {
    YamlTree.items(node).forEach(item -> collect(file, item, resolve, uses));
    for (NodeTuple entry : YamlTree.entries(node)) {
      String key = YamlTree.text(entry.getKeyNode());
      String text = YamlTree.text(entry.getValueNode());
      if (key.equals("id") && !text.isEmpty()) {
        uses.add(use(STEP, resolve.apply(text), file, entry.getValueNode()));
      } else if (!key.equals("parameters")) {
        collect(file, entry.getValueNode(), resolve, uses);
      }
    }
  }

  private static Use use(String kind, String text, FlowFile file, Node at) {
    return new Use(new Name(kind, text), FileLine.of(file.name(), at));
  }
}
