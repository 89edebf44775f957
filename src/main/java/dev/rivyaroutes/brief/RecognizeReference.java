package dev.rivyaroutes.brief;

import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.brief.Acceptance.Outcome;
import dev.rivyaroutes.brief.form.BriefFormat;
import dev.rivyaroutes.brief.form.BriefMedia;
import dev.rivyaroutes.brief.form.BriefTarget;
import dev.rivyaroutes.brief.form.IncomingBrief;
import dev.rivyaroutes.brief.form.MatchFileName;
import dev.rivyaroutes.ledger.accept.AcceptJobs;
import dev.rivyaroutes.ledger.accept.ReferenceUse;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognizes a media file that a document in its folder or above has named: it is that document's
 * reference, and not a brief. The ledger keeps the use longer than the document's job.
 */
final class RecognizeReference {
  private static final Logger LOG = LoggerFactory.getLogger(RecognizeReference.class);

  private final AcceptJobs ledger;

  RecognizeReference(AcceptJobs ledger) {
    this.ledger = ledger;
  }

  /** What became of a reference, which is recorded; null for a brief. */
  Acceptance recognize(BriefTarget target, IncomingBrief brief) {
    if (target.file() == null || !(brief.body() instanceof BriefMedia file)) {
      return null;
    }
    String flow = target.flow().name();
    for (ReferenceUse use : ledger.findReferenceUses(flow, file.media().sha256())) {
      if (isOfDocument(use, brief.sourceName())) {
        ledger.recordReference(
            flow, new IdentifyBrief(target.exchange()).id(brief, null), use.jobId());
        LOG.info(
            "Job {}: {} is a reference of {}, so it makes no job of its own",
            use.jobId(),
            brief.sourceName(),
            use.sourceName());
        return Acceptance.without(Outcome.REFERENCE, use.sourceName());
      }
    }
    return null;
  }

  private static boolean isOfDocument(ReferenceUse use, String file) {
    String document = use.sourceName().replaceFirst("#\\d+$", "");
    return BriefFormat.ofExtension(document).isDocument()
        && file.startsWith(FileNames.folder(document))
        && MatchFileName.find(use.fileName(), List.of(FileNames.last(file, "reference")))
            .isPresent();
  }
}
