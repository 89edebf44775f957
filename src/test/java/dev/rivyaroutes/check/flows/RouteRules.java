package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** The house style of every route, whether it stands in a flow, in the engine or in a Kamelet. */
final class RouteRules {

  private static final int LONGEST_ROUTE = 75;
  private static final int LONGEST_DESCRIPTION = 80;
  private static final Set<String> BUILD_ADDRESSES =
      Set.of("toD", "recipientList", "routingSlip", "dynamicRouter");
  private static final Set<String> PROGRAMS =
      Set.of("groovy", "java", "joor", "js", "csimple", "mvel", "ognl", "python", "spel");
  private static final Set<String> LEAVING =
      Set.of("to", "toD", "wireTap", "enrich", "pollEnrich", "poll");
  private static final Set<String> ROUTES = Set.of("route", "routeTemplate", "from");
  private static final Predicate<String> STAYS =
      Pattern.compile("^(kamelet|direct|seda|log|mock):.*").asMatchPredicate();
  private static final Set<String> FREE_TEXT =
      Set.of("prompt", "text", "message", "body", "subject", "template", "params");
  private static final Pattern PHRASE = Pattern.compile("[%&\\n]|\\S+\\s+\\S+\\s+\\S+");

  private final String file;
  private final List<Finding> breaches;

  RouteRules(String file, List<Finding> breaches) {
    this.file = file;
    this.breaches = breaches;
  }

  void describe(FlowFile.Route route) {
    Node body = YamlTree.value(route.node(), "route").orElse(route.node());
    String description = YamlTree.textOf(body, "description").orElse("");
    if (description.isEmpty()) {
      breach(route.node(), "the route has no description");
      return;
    }
    Node text = YamlTree.value(body, "description").orElseThrow();
    if (description.length() > LONGEST_DESCRIPTION) {
      breach(text, "the description is longer than 80 characters");
    }
    if (!description.matches("(?!(The|A|An|This|It|When|If) )[A-Z][a-z]+ .*[^.]")) {
      breach(text, "the description does not begin with a verb, or ends with a dot");
    }
  }

  void checkLength(Node route) {
    int first = route.getStartMark().map(Mark::getLine).orElseThrow();
    int last = route.getEndMark().map(Mark::getLine).orElseThrow();
    if (last - first > LONGEST_ROUTE) {
      breach(route, "the route is longer than 75 lines");
    }
  }

  void checkSteps(Node route) {
    YamlTree.forEachEntry(
        route,
        (parent, entry) -> {
          checkName(entry);
          checkId(entry);
          checkAddress(parent, entry);
        });
  }

  private void checkName(NodeTuple entry) {
    String name = YamlTree.text(entry.getKeyNode());
    if (BUILD_ADDRESSES.contains(name)) {
      breach(entry.getKeyNode(), name + " makes an address from data");
    }
    if (PROGRAMS.contains(name) && YamlTree.value(entry.getValueNode(), "expression").isPresent()) {
      breach(entry.getKeyNode(), name + " is a program within YAML");
    }
  }

  /** A step that leaves the process has an id; one that does not leave has none. */
  private void checkId(NodeTuple entry) {
    String name = YamlTree.text(entry.getKeyNode());
    Node step = entry.getValueNode();
    boolean hasId = YamlTree.textOf(step, "id").isPresent();
    if (hasId && !LEAVING.contains(name) && !ROUTES.contains(name) && !name.equals("types")) {
      breach(entry.getKeyNode(), "the step " + name + " has an id, but does not leave the process");
    }
    String uri = YamlTree.textOf(step, "uri").orElse("");
    if (name.equals("to") && !uri.isEmpty() && !STAYS.test(uri) && !hasId) {
      breach(entry.getKeyNode(), "the step to " + uri + " leaves the process, but has no id");
    }
  }

  private void checkAddress(MappingNode parent, NodeTuple entry) {
    String name = YamlTree.text(entry.getKeyNode());
    String uri = YamlTree.text(entry.getValueNode());
    if (name.equals("uri") && uri.contains("?")) {
      breach(entry.getValueNode(), "the address has options; write them under parameters");
    }
    if (name.equals("uri") && uri.contains("${")) {
      breach(entry.getValueNode(), "the address is made from data");
    }
    if (!name.equals("parameters")) {
      return;
    }
    boolean toKamelet = YamlTree.textOf(parent, "uri").orElse("").startsWith("kamelet:");
    for (NodeTuple parameter : YamlTree.entries(entry.getValueNode())) {
      String key = YamlTree.text(parameter.getKeyNode());
      String value = YamlTree.text(parameter.getValueNode());
      if (value.contains("${")) {
        breach(parameter.getKeyNode(), "the parameter " + key + " is made from data");
      }
      if (toKamelet && (FREE_TEXT.contains(key) || PHRASE.matcher(value).find())) {
        breach(parameter.getKeyNode(), "the parameter " + key + " holds free text; set a variable");
      }
    }
  }

  private void breach(Node at, String problem) {
    breaches.add(Finding.at(Rule.KAMELET, FileLine.of(file, at), problem, ""));
  }
}
