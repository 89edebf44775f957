package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Checks that route ids are unique and begin with the flow's name. */
final class CheckRouteIds {

  private final Map<String, FileLine> seen = new HashMap<>();
  private final Set<String> kamelets;
  private final UnaryOperator<String> resolve;

  /**
   * @param taken the ids of the engine
   * @param kamelets the names of the Kamelets; Camel names each use by its Kamelet and a number
   */
  public CheckRouteIds(
      Map<String, FileLine> taken, Set<String> kamelets, UnaryOperator<String> resolve) {
    this.seen.putAll(taken);
    this.kamelets = kamelets;
    this.resolve = resolve;
  }

  public void check(FlowFile file, List<Finding> findings) {
    for (FlowFile.Route route : file.routes()) {
      if (route.id().isEmpty()) {
        findings.add(
            Finding.at(
                Rule.ROUTE_ID,
                route.place(),
                "This route has no id.",
                "Add id: %s, or one that begins with it and says what the route does, such as %s-results."
                    .formatted(file.flow(), file.flow())));
      } else {
        check(file, route, route.id().get(), findings);
      }
    }
  }

  private void check(FlowFile file, FlowFile.Route route, String id, List<Finding> findings) {
    FileLine first = seen.putIfAbsent(id, route.place());
    if (first != null) {
      findings.add(
          Finding.at(
              Rule.ROUTE_ID,
              route.place(),
              "The route id " + id + " is taken by " + first + ".",
              "Choose another id that begins with " + file.flow() + "."));
    } else if (!id.equals(file.flow()) && !id.startsWith(file.flow() + "-")) {
      findings.add(
          Finding.at(
              Rule.ROUTE_ID,
              route.place(),
              "The route id " + id + " does not begin with the file name, which is the flow.",
              "Name it " + file.flow() + " or " + file.flow() + "-…, or rename the file."));
    }
    if (kamelets.contains(id.replaceFirst("-\\d+$", ""))) {
      findings.add(
          Finding.at(
              Rule.ROUTE_ID,
              route.place(),
              "The route id %s collides with the ids that Camel gives to uses of the Kamelet."
                  .formatted(id),
              "Choose another id; rename the file too if the id is its flow."));
    }
    for (FlowFile.Use use : file.uses(route.node())) {
      FlowFile.Value flow = use.parameters().get("flow");
      if (flow != null && !resolve.apply(flow.text()).equals(file.flow())) {
        findings.add(
            Finding.at(
                Rule.ROUTE_ID,
                flow.place(),
                "%s has flow: %s, but the file is named %s."
                    .formatted(use.kamelet(), flow.text(), file.flow()),
                "Write flow: %s, or rename the file to %s.camel.yaml."
                    .formatted(file.flow(), flow.text())));
      }
    }
  }
}
