package dev.rivyaroutes.brief;

import dev.rivyaroutes.ledger.AcceptJobs;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Leaves of a page of listed objects those that are to be read: wanted by name, not dealt with in
 * this process, not resting, and not known to the ledger. An object that is known, but should have
 * been moved, deleted or tagged and is not, is read once more: its acknowledgement was lost, and a
 * repeat is harmless.
 */
class NewObjects implements UnaryOperator<List<S3Object>> {
  private final S3DropSettings settings;
  private final AcceptJobs ledger;
  private final Set<String> flows;
  private final SeenIds seen;
  private final SetAside aside;
  private final AcknowledgeObject acknowledge;

  NewObjects(
      S3DropSettings settings,
      AcceptJobs ledger,
      Set<String> flows,
      SeenIds seen,
      SetAside aside,
      AcknowledgeObject acknowledge) {
    this.settings = settings;
    this.acknowledge = acknowledge;
    this.ledger = ledger;
    this.flows = flows;
    this.seen = seen;
    this.aside = aside;
  }

  @Override
  public List<S3Object> apply(List<S3Object> page) {
    List<S3Object> open =
        page.stream()
            .filter(settings::wants)
            .filter(object -> !seen.contains(object.id()) && !aside.rests(object.id()))
            .toList();
    if (open.isEmpty() || settings.after().removes()) {
      return open;
    }
    Set<String> known = knownToAll(open.stream().map(S3Object::id).toList());
    return open.stream()
        .filter(object -> !known.contains(object.id()) || lacksTag(object))
        .toList();
  }

  private boolean lacksTag(S3Object object) {
    boolean lacks = settings.after() == AfterAccept.TAG && !acknowledge.isTagged(object);
    if (!lacks) {
      seen.add(object.id());
    }
    return lacks;
  }

  /** A brief for two flows is done when both have it. */
  private Set<String> knownToAll(List<String> ids) {
    Set<String> known = null;
    for (String flow : flows) {
      Set<String> one = ledger.known(flow, ids);
      if (known == null) {
        known = new HashSet<>(one);
      } else {
        known.retainAll(one);
      }
    }
    return known == null ? Set.of() : known;
  }
}
