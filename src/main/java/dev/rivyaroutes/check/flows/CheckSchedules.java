package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Finds scheduled flows that give their briefs nothing: each one would be refused. */
final class CheckSchedules {
  private static final String SCHEDULE = "kamelet:schedule-source";
  private static final Set<String> CONTENT = Set.of("prompt", "message", "params", "references");

  /** Other steps may set a variable or the body. */
  private static final Set<String> SET_NOTHING = Set.of("to", "setVariable", "setHeader", "log");

  void check(FlowFile file, List<Finding> findings) {
    for (FlowFile.Route route : file.routes()) {
      Node from = YamlTree.value(route.node(), "from").orElse(route.node());
      boolean scheduled =
          YamlTree.textOf(from, "uri")
              .filter(uri -> uri.equals(SCHEDULE) || uri.startsWith(SCHEDULE + "?"))
              .isPresent();
      List<Node> steps = YamlTree.items(from, "steps");
      if (scheduled && accepts(file, route) && steps.stream().allMatch(CheckSchedules::isEmpty)) {
        findings.add(
            Finding.at(
                Rule.SCHEDULE,
                FileLine.of(file.name(), from),
                "The briefs of schedule-source are empty, and no step sets their prompt.",
                "Add a setVariable step for the variable prompt (message for a chat) before the step that accepts them."));
      }
    }
  }

  private static boolean accepts(FlowFile file, FlowFile.Route route) {
    return file.uses(route.node()).stream()
        .anyMatch(use -> CheckSinks.ACCEPT.contains(use.kamelet()));
  }

  private static boolean isEmpty(Node step) {
    return YamlTree.entries(step).stream()
        .allMatch(
            entry -> {
              String kind = YamlTree.text(entry.getKeyNode());
              String variable = YamlTree.textOf(entry.getValueNode(), "name").orElse("");
              String uri =
                  YamlTree.textOf(entry.getValueNode(), "uri")
                      .orElse(YamlTree.text(entry.getValueNode()));
              return SET_NOTHING.contains(kind)
                  && !(kind.equals("setVariable") && CONTENT.contains(variable))
                  && !(kind.equals("to")
                      && CheckSinks.ACCEPT.stream()
                          .noneMatch(sink -> uri.startsWith("kamelet:" + sink)));
            });
  }
}
