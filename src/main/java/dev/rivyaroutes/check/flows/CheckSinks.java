package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Checks the sinks of a flow. */
public final class CheckSinks {

  public static final String RESULTS = "rivya-result-source";

  /** The steps that accept a flow's briefs. */
  public static final Set<String> ACCEPT = Set.of("rivya-generation-sink", "rivya-chat-sink");

  /** The length of the ledger's column. */
  private static final int LONGEST_NAME = 100;

  private final UnaryOperator<String> resolve;

  CheckSinks(UnaryOperator<String> resolve) {
    this.resolve = resolve;
  }

  /** Two consumers of one sink would each get only a part of its results. */
  void check(FlowFile file, List<Finding> findings) {
    checkTaker(file, findings);
    Map<String, FileLine> seen = new HashMap<>();
    for (FlowFile.Use use : file.uses(file.root())) {
      FlowFile.Value sink = use.parameters().get("sink");
      if (use.kamelet().equals(RESULTS) && sink != null) {
        String name = resolve.apply(sink.text());
        if (name.length() > LONGEST_NAME) {
          findings.add(
              Finding.at(
                  Rule.SINK,
                  sink.place(),
                  "The name of this sink has " + name.length() + " characters.",
                  "Give it one of " + LONGEST_NAME + " at most."));
        }
        FileLine first = seen.putIfAbsent(name, sink.place());
        if (first != null) {
          findings.add(
              Finding.at(
                  Rule.SINK,
                  sink.place(),
                  "The sink " + sink.text() + " of this flow is taken by " + first + ".",
                  "Give each rivya-result-source a sink name of its own."));
        }
      }
    }
  }

  private static void checkTaker(FlowFile file, List<Finding> findings) {
    List<FlowFile.Use> uses = file.uses(file.root());
    if (uses.stream().noneMatch(use -> use.kamelet().equals(RESULTS))) {
      uses.stream()
          .filter(use -> ACCEPT.contains(use.kamelet()))
          .findFirst()
          .ifPresent(
              use ->
                  findings.add(
                      Finding.warning(
                          Rule.SINK,
                          use.place(),
                          "No route reads the results of flow %s; they stay in the media store."
                              .formatted(file.flow()),
                          "Add a route from rivya-result-source to a sink, unless you fetch them"
                              + " over HTTP.")));
    }
  }
}
