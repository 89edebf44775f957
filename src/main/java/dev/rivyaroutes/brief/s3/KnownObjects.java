package dev.rivyaroutes.brief.s3;

import dev.rivyaroutes.ledger.accept.AcceptJobs;
import dev.rivyaroutes.ledger.job.BriefId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The objects that were accepted by each flow, or that were refused and stay where they are. The
 * ledger knows the refused ones longer than the quarantine, so that none is taken without an order.
 */
final class KnownObjects {

  /** A refused object belongs to no job. */
  private static final String NO_JOB = "-";

  private final AcceptJobs ledger;
  private final Set<String> flows;

  /**
   * @param flows those that the source feeds; empty if they are unknown
   * @param route the route that reads the bucket; it stands for flows that are unknown
   */
  KnownObjects(AcceptJobs ledger, Set<String> flows, String route) {
    this.ledger = ledger;
    this.flows = flows.isEmpty() ? Set.of(route) : flows;
  }

  /** To be called once the quarantine has the object, which may be repeated. */
  void recordSettled(S3Object object) {
    flows.forEach(flow -> ledger.recordReference(flow, object.settledId(), NO_JOB));
  }

  /** The ids of those that are known. A brief for two flows is known when both have it. */
  Set<String> of(List<S3Object> objects) {
    List<BriefId> ids =
        objects.stream()
            .flatMap(object -> Stream.of(object.briefId(), object.settledId()))
            .toList();
    List<Set<BriefId>> known = flows.stream().map(flow -> ledger.findKnown(flow, ids)).toList();
    return objects.stream()
        .filter(
            object ->
                known.stream().allMatch(one -> one.contains(object.briefId()))
                    || known.stream().anyMatch(one -> one.contains(object.settledId())))
        .map(S3Object::id)
        .collect(Collectors.toSet());
  }
}
