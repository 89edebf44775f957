package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Finds expressions that read more than the brief, such as the environment with its secrets, and
 * addresses that a brief may choose.
 */
final class CheckScope {

  private static final Pattern OUTSIDE =
      Pattern.compile(
          "\\$(?:simple)?\\{(sysenv|env|sys|bean|properties|propertiesExist|camelContext|exchange|ref|type)"
              + "[.:?(\\[]");

  private static final Set<String> BUILD_ADDRESSES =
      Set.of("toD", "recipientList", "routingSlip", "dynamicRouter");

  private CheckScope() {}

  static void check(FlowFile file, List<Finding> findings) {
    for (FlowFile.Value text : file.texts()) {
      Matcher found = OUTSIDE.matcher(text.text());
      if (found.find()) {
        findings.add(
            Finding.at(
                Rule.SCOPE,
                text.place(),
                "${%s…} reads from outside the brief, such as secrets of this process."
                    .formatted(found.group(1)),
                "Write ${body}, ${variable.name} or ${header.name} for what the brief has, and {{key}} for"
                    + " a key of the configuration."));
      }
    }
    YamlTree.forEachEntry(
        file.root(),
        (parent, entry) -> {
          String step = YamlTree.text(entry.getKeyNode());
          if (BUILD_ADDRESSES.contains(step) && isMadeFromData(entry.getValueNode())) {
            findings.add(
                Finding.at(
                    Rule.SCOPE,
                    FileLine.of(file.name(), entry.getKeyNode()),
                    step + " calls an address that the brief chooses.",
                    "Write to: with a fixed address for each case, below a choice: on a field of the brief."));
          }
        });
    for (FlowFile.Use use : file.uses(file.root())) {
      use.parameters()
          .forEach(
              (name, value) -> {
                if (value.text().contains("${")) {
                  findings.add(
                      Finding.at(
                          Rule.SCOPE,
                          value.place(),
                          "%s has %s: an expression, but parameters of Kamelets are fixed names."
                              .formatted(use.kamelet(), name),
                          "Write a name or a {{key}} of the configuration; texts of a brief go into"
                              + " variables."));
                }
              });
    }
  }

  private static boolean isMadeFromData(Node step) {
    boolean[] found = {false};
    YamlTree.forEachText(step, text -> found[0] |= text.getValue().contains("${"));
    return found[0];
  }
}
