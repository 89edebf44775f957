package dev.rivyaroutes.brief.s3;

import dev.rivyaroutes.brief.PendingBriefs;
import dev.rivyaroutes.brief.form.BriefFormat;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Selects the objects of a listed page that are to be read: accepted by name, not handled by this
 * process, not backing off, and not known to the ledger as accepted or refused. A known object that
 * should have been moved, deleted or tagged is read once more: its acknowledgement was lost, and a
 * repeat is harmless. An object listed without an ETag is skipped until it has one.
 */
class SelectObjects implements UnaryOperator<List<S3Object>> {
  private static final Logger LOG = LoggerFactory.getLogger(SelectObjects.class);

  private final S3DropSettings settings;
  private final KnownObjects known;
  private final Set<String> handled;
  private final PollBackoff backoff;
  private final PendingBriefs pending;
  private final AcknowledgeObject acknowledge;

  SelectObjects(
      S3DropSettings settings,
      KnownObjects known,
      Set<String> handled,
      PollBackoff backoff,
      PendingBriefs pending,
      AcknowledgeObject acknowledge) {
    this.settings = settings;
    this.acknowledge = acknowledge;
    this.known = known;
    this.handled = handled;
    this.backoff = backoff;
    this.pending = pending;
  }

  @Override
  public List<S3Object> apply(List<S3Object> page) {
    List<S3Object> open =
        page.stream()
            .filter(settings::accepts)
            .filter(object -> !handled.contains(object.id()) && !backoff.isBackingOff(object.id()))
            .filter(object -> !pending.isDeferred(object.id()))
            .filter(this::hasETag)
            // Documents go before the media files that they may name.
            .sorted(
                Comparator.comparing(
                    object -> BriefFormat.ofExtension(object.key()) == BriefFormat.MEDIA))
            .toList();
    if (open.isEmpty() || settings.after().removes()) {
      return open;
    }
    Set<String> settled = known.of(open);
    return open.stream()
        .filter(object -> !settled.contains(object.id()) || lacksTag(object))
        .toList();
  }

  private boolean hasETag(S3Object object) {
    if (object.hasNoETag()) {
      LOG.warn(
          "{} is listed without an ETag, so its content cannot be identified; it is retried after {} poll(s).",
          object.address(),
          backoff.backOff(object.id()));
    }
    return !object.hasNoETag();
  }

  private boolean lacksTag(S3Object object) {
    boolean lacks = settings.after() == AfterAccept.TAG && !acknowledge.isTagged(object);
    if (!lacks) {
      handled.add(object.id());
    }
    return lacks;
  }
}
