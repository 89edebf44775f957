package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.WrongConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.camel.util.StringHelper;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A file of routes as it stands on the disk.
 *
 * @param name the file as messages name it
 * @param root its YAML; null where it is empty
 */
public record FlowFile(String name, Node root) {

  private static final String KAMELET = "kamelet:";

  public record Route(Optional<String> id, FileLine place, Node node) {}

  public record Value(String text, FileLine place) {}

  public record Use(String kamelet, FileLine place, Map<String, Value> parameters) {

    /** The first word of the Kamelet, such as s3; empty if its name has no dash. */
    public String system() {
      return StringHelper.before(kamelet, "-", "");
    }

    /** The value of a parameter with its placeholders resolved. */
    public String value(String parameter, String usual, UnaryOperator<String> resolve) {
      Value value = parameters.get(parameter);
      return value == null ? usual : resolve.apply(value.text());
    }

    /** Where a parameter is set; the step if it is not. */
    FileLine placeOf(String parameter) {
      return parameters.containsKey(parameter) ? parameters.get(parameter).place() : place;
    }
  }

  /**
   * @throws WrongConfiguration for a text that is no YAML or holds nothing; Camel stops on both
   */
  static FlowFile read(String name, String text) {
    Finding empty =
        Finding.at(
            Rule.YAML,
            new FileLine(name, 1, 1),
            "The file is empty or has only comments.",
            "Remove it, or give its name another ending such as .off.");
    return new FlowFile(
        name, YamlTree.read(name, text).orElseThrow(() -> new WrongConfiguration(List.of(empty))));
  }

  /** The file's name without {@code .camel.yaml}: the flow. */
  public String flow() {
    return FlowText.flow(name);
  }

  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (Node item : root == null ? List.<Node>of() : YamlTree.items(root)) {
      for (String kind : List.of("route", "from", "routeTemplate")) {
        YamlTree.value(item, kind)
            .ifPresent(node -> routes.add(new Route(id(node), FileLine.of(name, node), node)));
      }
    }
    return routes;
  }

  /** The file without the routes that are switched off. */
  public FlowFile running(UnaryOperator<String> resolve) {
    if (!(root instanceof SequenceNode items)) {
      return this;
    }
    List<Node> off =
        routes().stream().map(Route::node).filter(route -> isOff(route, resolve)).toList();
    List<Node> rest =
        items.getValue().stream()
            .filter(
                item ->
                    YamlTree.entries(item).stream().noneMatch(e -> off.contains(e.getValueNode())))
            .toList();
    return new FlowFile(name, new SequenceNode(items.getTag(), rest, items.getFlowStyle()));
  }

  private static boolean isOff(Node route, UnaryOperator<String> resolve) {
    return YamlTree.textOf(route, "autoStartup")
        .map(resolve)
        .filter("false"::equalsIgnoreCase)
        .isPresent();
  }

  private static Optional<String> id(Node route) {
    return YamlTree.textOf(route, "id");
  }

  /** Every use of a Kamelet below a node, in the order of the lines. */
  public List<Use> uses(Node node) {
    List<Use> uses = new ArrayList<>();
    YamlTree.forEachEntry(
        node,
        (mapping, entry) -> {
          kamelet(YamlTree.text(entry.getValueNode()))
              .ifPresent(kamelet -> uses.add(use(mapping, entry, kamelet)));
        });
    return uses;
  }

  /** The Kamelet that an address names; empty for other addresses. */
  public static Optional<String> kamelet(String uri) {
    if (!uri.startsWith(KAMELET) || uri.startsWith(KAMELET + "/")) {
      return Optional.empty();
    }
    String path = StringHelper.before(uri, "?", uri).substring(KAMELET.length());
    return Optional.of(StringHelper.before(path, "/", path));
  }

  private Use use(MappingNode step, NodeTuple entry, String kamelet) {
    FileLine place = FileLine.of(name, entry.getValueNode());
    return new Use(kamelet, place, StepOptions.of(name, step, entry.getValueNode()));
  }

  /** The constants that a flow's own routes set a variable to. */
  List<Value> constants(String flow, String variable) {
    List<Value> constants = new ArrayList<>();
    for (Route route : routes()) {
      boolean fed =
          uses(route.node()).stream()
              .map(use -> use.parameters().get("flow"))
              .anyMatch(value -> value != null && value.text().equals(flow));
      if (fed) {
        YamlTree.forEachEntry(
            route.node(),
            (mapping, entry) -> {
              Node step = entry.getValueNode();
              if (YamlTree.text(entry.getKeyNode()).equals("setVariable")
                  && YamlTree.textOf(step, "name").filter(variable::equals).isPresent()) {
                constant(step).ifPresent(constants::add);
              }
            });
      }
    }
    return constants;
  }

  /** Both {@code constant: text} and {@code constant: {expression: text}} are one. */
  private Optional<Value> constant(Node step) {
    return YamlTree.value(step, "expression")
        .or(() -> Optional.of(step))
        .flatMap(expression -> YamlTree.value(expression, "constant"))
        .map(constant -> YamlTree.value(constant, "expression").orElse(constant))
        .map(text -> new Value(YamlTree.text(text), FileLine.of(name, text)));
  }

  List<Value> texts() {
    List<Value> texts = new ArrayList<>();
    if (root != null) {
      YamlTree.forEachText(
          root,
          (ScalarNode text) -> texts.add(new Value(text.getValue(), FileLine.of(name, text))));
    }
    return texts;
  }
}
