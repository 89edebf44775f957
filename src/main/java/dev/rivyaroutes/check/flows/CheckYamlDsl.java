package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.Nearest;
import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.camel.util.StringHelper;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Checks a flow file against the schema of Camel's YAML DSL; findings name the line. */
final class CheckYamlDsl {

  private static final int FEW = 12;

  /** Components that the program registers itself. */
  private static final Set<String> OWN = Set.of("ledger");

  private final YamlDslSchema camel;
  private final Set<String> languages;
  private final UnaryOperator<String> resolve;

  CheckYamlDsl(YamlDslSchema camel, UnaryOperator<String> resolve) {
    this.camel = camel;
    this.languages = camel.languages();
    this.resolve = resolve;
  }

  private record Found(List<Finding> syntax, List<Finding> needs) {}

  /** Finds what Camel cannot parse, in the whole file. */
  void check(FlowFile file, List<Finding> findings) {
    if (YamlTree.items(file.root()).isEmpty()) {
      findings.add(
          Finding.at(
              Rule.ROUTE,
              FileLine.of(file.name(), file.root()),
              "This is not a list of routes.",
              "Begin each route with - route: at the beginning of a line."));
      return;
    }
    check(
        file.name(), "the file", file.root(), camel.root(), new Found(findings, new ArrayList<>()));
  }

  /** Finds components and languages that the program does not have, in the routes that run. */
  void checkNeeds(FlowFile file, List<Finding> findings) {
    check(
        file.name(), "the file", file.root(), camel.root(), new Found(new ArrayList<>(), findings));
  }

  private void check(String file, String name, Node node, YamlDslSchema.Word word, Found findings) {
    word.item()
        .ifPresent(
            item -> YamlTree.items(node).forEach(part -> check(file, name, part, item, findings)));
    Map<String, FileLine> seen = new HashMap<>();
    List<NodeTuple> entries = YamlTree.entries(node);
    for (NodeTuple entry : entries) {
      String key = YamlTree.text(entry.getKeyNode());
      FileLine place = FileLine.of(file, entry.getKeyNode());
      FileLine first = seen.putIfAbsent(key, place);
      if (first != null) {
        findings.syntax().add(YamlTree.setTwice(key, first, place));
      } else if (word.isClosed() && !word.options().contains(key)) {
        findings.syntax().add(unknown(place, name, key, word, entries));
      } else if (languages.contains(key) && word.takesLanguages() && !hasLanguage(key)) {
        findings
            .needs()
            .add(
                Finding.at(
                    Rule.ROUTE,
                    place,
                    "This program has no language " + key + ".",
                    "Write it in simple, or set the value by a bean."));
      } else {
        word.option(key)
            .ifPresent(option -> check(file, key, entry.getValueNode(), option, findings));
      }
      if (key.equals("uri")) {
        checkScheme(
            FileLine.of(file, entry.getValueNode()), entry.getValueNode(), findings.needs());
      }
    }
    if (!entries.isEmpty() || isNothing(node)) {
      for (String required : word.required()) {
        if (!seen.containsKey(required)) {
          findings
              .syntax()
              .add(
                  Finding.at(
                      Rule.ROUTE,
                      FileLine.of(file, node),
                      name + " lacks its " + required + ".",
                      "Add " + required + ": below " + name + ", indented by two spaces more."));
        }
      }
    }
  }

  private static boolean isNothing(Node node) {
    return node instanceof ScalarNode scalar && scalar.isPlain() && scalar.getValue().isEmpty();
  }

  /** An option next to its step must be indented below it. */
  private static Finding unknown(
      FileLine place, String name, String key, YamlDslSchema.Word word, List<NodeTuple> entries) {
    if (word.isStep()) {
      String step = YamlTree.text(entries.get(0).getKeyNode());
      boolean beside =
          !step.equals(key)
              && word.option(step).filter(first -> first.options().contains(key)).isPresent();
      return beside
          ? Finding.at(
              Rule.ROUTE,
              place,
              key + " is next to " + step + ".",
              "Indent it by two more spaces, so that it is below " + step + ".")
          : Finding.at(
              Rule.ROUTE, place, "There is no step \"" + key + "\".", write(key, word.options()));
    }
    return word.isLanguage()
        ? Finding.at(
            Rule.ROUTE, place, "There is no language \"" + key + "\".", write(key, word.options()))
        : Finding.at(
            Rule.ROUTE, place, name + " has no option " + key + ".", write(key, word.options()));
  }

  private static String write(String key, Set<String> known) {
    String nearest = Nearest.near(key, known);
    if (nearest != null) {
      return "Did you mean " + nearest + "?";
    }
    return known.size() <= FEW
        ? "It takes " + String.join(", ", known) + "."
        : "See Camel's reference of the YAML DSL for what is allowed here.";
  }

  private static boolean hasLanguage(String name) {
    return YamlDslSchema.has("language", name);
  }

  private void checkScheme(FileLine place, Node uri, List<Finding> findings) {
    String text = resolve.apply(YamlTree.text(uri));
    String scheme = StringHelper.before(StringHelper.before(text, ":", text), "?", "");
    String name = scheme.isEmpty() ? StringHelper.before(text, ":", text) : scheme;
    if (name.isBlank() || name.contains("{{") || OWN.contains(name)) {
      return;
    }
    if (!YamlDslSchema.has("component", name)) {
      findings.add(
          Finding.at(
              Rule.ROUTE,
              place,
              "This program has no component \"" + name + "\".",
              text.contains(":")
                  ? "Put the jar of that component into lib/, or write the address of one that the program has, such as kamelet:, file:, http: or log:."
                  : "Write kamelet:" + name + " if it is a Kamelet."));
    }
  }
}
