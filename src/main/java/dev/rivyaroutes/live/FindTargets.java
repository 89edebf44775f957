package dev.rivyaroutes.live;

import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.Place;
import dev.rivyaroutes.check.flows.FlowFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Finds what is to be reached: what running flows name, and the accounts. */
final class FindTargets {

  /** Reaches what a Kamelet names. */
  @FunctionalInterface
  interface VisitUse {
    void visit(LiveUse use, Seen seen) throws Exception;
  }

  private final Map<String, VisitUse> byKamelet = new TreeMap<>();
  private final Set<String> used = new TreeSet<>();

  FindTargets with(String kamelet, VisitUse visit) {
    byKamelet.put(kamelet, visit);
    return this;
  }

  /** The sources and sinks of the flows that are on. */
  List<Target> ofFlows(List<FlowFile> files, UnaryOperator<String> resolve) {
    List<Target> targets = new ArrayList<>();
    for (FlowFile whole : files) {
      FlowFile file = whole.running(resolve);
      for (FlowFile.Route route : file.routes()) {
        for (FlowFile.Use use : file.uses(route.node())) {
          VisitUse visit = byKamelet.get(use.kamelet());
          if (visit != null) {
            LiveUse live = new LiveUse(whole, route.id(), use, resolve);
            used.add(use.system() + "." + live.connection());
            targets.add(target(live, visit));
          }
        }
      }
    }
    return targets;
  }

  /** The connections that those name, such as {@code mail.default}. */
  Set<String> used() {
    return used;
  }

  private static Target target(LiveUse use, VisitUse visit) {
    return new Target(
        Rule.REACH,
        Place.of(use.place()),
        "What %s names".formatted(use.kamelet()),
        seen -> visit.visit(use, seen));
  }

  static List<Target> ofAccounts(Accounts accounts, VisitRivya visit) {
    List<Target> targets = new ArrayList<>();
    for (String name : accounts.names()) {
      targets.add(
          new Target(
              Rule.ACCOUNT,
              Place.of("rivya.accounts." + name),
              "Rivya (%s)".formatted(accounts.get(name).base()),
              seen -> visit.visit(name, seen)));
    }
    return targets;
  }
}
