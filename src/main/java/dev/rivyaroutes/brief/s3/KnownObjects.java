package dev.rivyaroutes.brief.s3;

import dev.rivyaroutes.ledger.accept.AcceptJobs;
import dev.rivyaroutes.ledger.job.BriefId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the objects that were accepted by each flow, or that were refused and are quarantined. */
final class KnownObjects {
  private final AcceptJobs ledger;
  private final Set<String> flows;
  private final Function<Collection<String>, Set<String>> quarantined;

  /**
   * @param quarantined returns those of some ids of objects that the quarantine has
   */
  KnownObjects(
      AcceptJobs ledger, Set<String> flows, Function<Collection<String>, Set<String>> quarantined) {
    this.ledger = ledger;
    this.flows = flows;
    this.quarantined = quarantined;
  }

  /** The ids of those that are known. A brief for two flows is known when both have it. */
  Set<String> of(List<S3Object> objects) {
    Set<BriefId> briefs = accepted(objects.stream().map(S3Object::briefId).toList());
    Set<String> known =
        objects.stream()
            .filter(object -> briefs.contains(object.briefId()))
            .map(S3Object::id)
            .collect(Collectors.toSet());
    List<String> others =
        objects.stream().map(S3Object::id).filter(id -> !known.contains(id)).toList();
    if (!others.isEmpty()) {
      known.addAll(quarantined.apply(others));
    }
    return known;
  }

  private Set<BriefId> accepted(List<BriefId> ids) {
    Set<BriefId> known = null;
    for (String flow : flows) {
      Set<BriefId> one = ledger.findKnown(flow, ids);
      if (known == null) {
        known = new HashSet<>(one);
      } else {
        known.retainAll(one);
      }
    }
    return known == null ? Set.of() : known;
  }
}
