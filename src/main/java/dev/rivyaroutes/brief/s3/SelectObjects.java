package dev.rivyaroutes.brief.s3;

import dev.rivyaroutes.brief.PendingBriefs;
import dev.rivyaroutes.brief.form.BriefFormat;
import dev.rivyaroutes.ledger.accept.AcceptJobs;
import dev.rivyaroutes.ledger.job.BriefId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves of a page of listed objects those that are to be read: wanted by name, not dealt with in
 * this process, not resting, and not known to the ledger. An object that is known, but should have
 * been moved, deleted or tagged and is not, is read once more: its acknowledgement was lost, and a
 * repeat is harmless. An object listed without an ETag rests until it has one.
 */
class SelectObjects implements UnaryOperator<List<S3Object>> {
  private static final Logger LOG = LoggerFactory.getLogger(SelectObjects.class);

  private final S3DropSettings settings;
  private final AcceptJobs ledger;
  private final Set<String> flows;
  private final RecentIds seen;
  private final PollBackoff aside;
  private final PendingBriefs waiting;
  private final AcknowledgeObject acknowledge;

  SelectObjects(
      S3DropSettings settings,
      AcceptJobs ledger,
      Set<String> flows,
      RecentIds seen,
      PollBackoff aside,
      PendingBriefs waiting,
      AcknowledgeObject acknowledge) {
    this.settings = settings;
    this.acknowledge = acknowledge;
    this.ledger = ledger;
    this.flows = flows;
    this.seen = seen;
    this.aside = aside;
    this.waiting = waiting;
  }

  @Override
  public List<S3Object> apply(List<S3Object> page) {
    List<S3Object> open =
        page.stream()
            .filter(settings::wants)
            .filter(object -> !seen.contains(object.id()) && !aside.rests(object.id()))
            .filter(object -> !waiting.rests(object.id()))
            .filter(this::canBeToldApart)
            // Documents go before the media files that they may name.
            .sorted(
                Comparator.comparing(
                    object -> BriefFormat.ofEnding(object.key()) == BriefFormat.MEDIA))
            .toList();
    if (open.isEmpty() || settings.after().removes()) {
      return open;
    }
    Set<BriefId> known = knownToAll(open.stream().map(S3Object::briefId).toList());
    return open.stream()
        .filter(object -> !known.contains(object.briefId()) || lacksTag(object))
        .toList();
  }

  private boolean canBeToldApart(S3Object object) {
    if (object.hasNoETag()) {
      LOG.warn(
          "{} is listed without an ETag, so its content cannot be told; it is tried again after {} look(s).",
          object.address(),
          aside.failed(object.id()));
    }
    return !object.hasNoETag();
  }

  private boolean lacksTag(S3Object object) {
    boolean lacks = settings.after() == AfterAccept.TAG && !acknowledge.isTagged(object);
    if (!lacks) {
      seen.add(object.id());
    }
    return lacks;
  }

  /** A brief for two flows is done when both have it. */
  private Set<BriefId> knownToAll(List<BriefId> ids) {
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
