package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds sinks whose results come back as briefs, directly or over other flows: each would be paid
 * for again, without end.
 */
final class CheckLoops {

  private record Link(LoopEnds.Outlet from, LoopEnds.Inlet to, String example) {}

  private final LoopEnds ends;

  CheckLoops(LoopEnds ends) {
    this.ends = ends;
  }

  void check(List<FlowFile> files, List<Finding> findings) {
    List<LoopEnds.Inlet> inlets = new ArrayList<>();
    List<LoopEnds.Outlet> outlets = new ArrayList<>();
    for (FlowFile file : files) {
      if (file.root() != null) {
        inlets.addAll(ends.inlets(file));
        outlets.addAll(ends.outlets(file));
      }
    }
    List<Link> links = new ArrayList<>();
    for (LoopEnds.Outlet outlet : outlets) {
      for (LoopEnds.Inlet inlet : inlets) {
        link(outlet, inlet).ifPresent(links::add);
      }
    }
    for (Link link : links) {
      if (reaches(link.to().flow(), link.from().flow(), links, new HashSet<>())) {
        findings.add(finding(link));
      }
    }
  }

  private static Optional<Link> link(LoopEnds.Outlet outlet, LoopEnds.Inlet inlet) {
    return !outlet.system().equals(inlet.system())
        ? Optional.empty()
        : outlet.writes().stream()
            .filter(name -> !name.isBlank() && inlet.reads().test(name))
            .findFirst()
            .map(name -> new Link(outlet, inlet, shown(outlet, name)));
  }

  /** A folder's files by their path below the working folder. */
  private static String shown(LoopEnds.Outlet outlet, String name) {
    return outlet.system().equals(LoopEnds.FOLDER) ? FileLine.below(Path.of(name)) : name;
  }

  private static boolean reaches(String from, String to, List<Link> links, Set<String> seen) {
    return from.equals(to)
        || seen.add(from)
            && links.stream()
                .filter(link -> link.from().flow().equals(from))
                .anyMatch(link -> reaches(link.to().flow(), to, links, seen));
  }

  private static Finding finding(Link link) {
    String flow = link.to().flow();
    String whose =
        flow.equals(link.from().flow())
            ? "this flow"
            : "the flow " + flow + ", whose results come back here,";
    if (link.from().system().equals("mail")) {
      return Finding.warning(
          Rule.LOOP,
          link.from().place(),
          "This sink mails to %s, the mailbox that %s reads; it takes in no mail of this program."
              .formatted(link.example(), whose),
          "Write the address of a person.");
    }
    boolean named = link.from().writes().size() == 1;
    return Finding.at(
        Rule.LOOP,
        link.from().place(),
        "The source of %s at %s reads what this sink writes, such as %s: each result would be a brief"
                .formatted(whose, link.to().place(), link.example())
            + " again, and be paid for without end.",
        named
            ? "Give the sink another queue or topic than the source."
            : "Give the sink a folder that the source does not read, such as out/ beside in/.");
  }
}
