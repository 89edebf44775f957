package dev.rivyaroutes.brief.sftp;

import dev.rivyaroutes.LatestEntries;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.flow.FlowsOfSource;
import dev.rivyaroutes.ledger.accept.AcceptJobs;
import dev.rivyaroutes.ledger.job.BriefId;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;

/**
 * The settled files that stay in the folder, by path, size and time. The ledger keeps them, so that
 * a restart reads none of them again. They only save work: a file that is read again has the id of
 * its content.
 */
final class SettledFiles {
  private static final int LONGEST_ROUTE = 100;

  /** These files belong to no job. */
  private static final String NO_JOB = "-";

  private final Set<String> settled = LatestEntries.set(100_000);
  private final AcceptJobs ledger;
  private final CamelContext camel;
  private final String kameletRoute;
  private final Origin origin;
  private String route;

  SettledFiles(AcceptJobs ledger, CamelContext camel, String kameletRoute, Origin origin) {
    this.ledger = ledger;
    this.camel = camel;
    this.kameletRoute = kameletRoute;
    this.origin = origin;
  }

  /** Each route settles files for itself, since two may read the same folder. */
  private String route() {
    if (route == null) {
      String reader =
          FlowsOfSource.readers(camel, kameletRoute)
              .map(one -> one.getRouteId())
              .sorted()
              .findFirst()
              .orElse(kameletRoute);
      route = reader.substring(0, Math.min(reader.length(), LONGEST_ROUTE));
    }
    return route;
  }

  boolean contains(DropFile file) {
    return settled.contains(file.listed());
  }

  void add(DropFile file) {
    ledger.recordReference(route(), file.settledId(origin), NO_JOB);
    settled.add(file.listed());
  }

  /** Those that are not settled. */
  List<DropFile> unsettled(List<DropFile> files) {
    List<DropFile> unknown = files.stream().filter(file -> !contains(file)).toList();
    if (unknown.isEmpty()) {
      return unknown;
    }
    Set<BriefId> known =
        ledger.findKnown(route(), unknown.stream().map(file -> file.settledId(origin)).toList());
    return unknown.stream()
        .filter(
            file -> {
              boolean isSettled = known.contains(file.settledId(origin));
              if (isSettled) {
                settled.add(file.listed());
              }
              return !isSettled;
            })
        .toList();
  }
}
