package dev.rivyaroutes.brief;

import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.Printable;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Acceptance.Outcome;
import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.brief.form.BriefFormat;
import dev.rivyaroutes.brief.form.BriefMedia;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.brief.form.BriefTarget;
import dev.rivyaroutes.brief.form.BriefText;
import dev.rivyaroutes.brief.form.CorruptContent;
import dev.rivyaroutes.brief.form.IncomingBrief;
import dev.rivyaroutes.brief.form.ManifestRows;
import dev.rivyaroutes.brief.form.MatchFileName;
import dev.rivyaroutes.brief.form.ReadBriefs;
import dev.rivyaroutes.brief.form.UnexpectedFailure;
import dev.rivyaroutes.ledger.accept.AcceptJobs;
import dev.rivyaroutes.ledger.accept.AcceptResult;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.accept.ReferenceUse;
import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.Trouble;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The way of a brief into the ledger. A brief that cannot be used is recorded and answered as
 * refused; an exception means that nothing of it is known to be written, and the source must keep
 * it and hand it in again.
 */
@Component("acceptBrief")
public class AcceptBrief {
  private static final Logger LOG = LoggerFactory.getLogger(AcceptBrief.class);
  private static final int BATCH = 200;
  private static final String OTHER_REQUEST =
      "The key was used for another request before, so nothing of this one is accepted. Send it"
          + " under a new key, or repeat the first request unchanged.";

  /** Characters of rows that are held at the same time. */
  private static final int BATCH_SIZE = 1 << 20;

  private final ReadBriefs forms;
  private final ComposeJob compose;
  private final AcceptJobs ledger;

  AcceptBrief(ReadBriefs forms, ComposeJob compose, AcceptJobs ledger) {
    this.forms = forms;
    this.compose = compose;
    this.ledger = ledger;
  }

  /**
   * Accepts what the body holds: a brief that {@link ReadBriefs#present} showed, or anything that
   * {@link ReadBriefs#read} takes. Sets the variable {@code acceptance} and the body to the
   * acceptance, or for a manifest to a list of them in the order of its rows.
   *
   * @return the acceptance; for a manifest that of its first row
   * @throws IOException when the source, a sibling or the media store cannot be read
   */
  public Acceptance accept(Exchange exchange, FlowTarget flow) throws IOException {
    BriefTarget target = new BriefTarget(flow, exchange);
    Iterator<IncomingBrief> briefs = briefs(exchange);
    List<Acceptance> all;
    try {
      IncomingBrief first = briefs.next();
      if (!(briefs instanceof ManifestRows) && !briefs.hasNext()) {
        Acceptance only = acceptAll(target, List.of(first)).get(0);
        answer(exchange, only);
        return only;
      }
      all = acceptRows(target, first, briefs);
    } finally {
      if (briefs instanceof Closeable open) {
        open.close();
      }
    }
    answer(exchange, List.copyOf(all));
    return all.get(0);
  }

  /**
   * Refuses the brief that {@link ReadBriefs#present} showed, because the flow cannot process it.
   */
  Acceptance refuse(Exchange exchange, FlowTarget flow, String why) {
    IncomingBrief shown = exchange.getProperty(ReadBriefs.PRESENTED, IncomingBrief.class);
    BriefTarget target = new BriefTarget(flow, exchange);
    return shown.refusal() == null
        ? refuse(target, shown, Printable.line(why), true)
        : refuse(target, shown, shown.refusal());
  }

  /** The key within its flow that the brief of an arrival, which is no manifest, will have. */
  public String keyOf(Exchange exchange) {
    String id = exchange.getVariable(Variables.SOURCE_ID, String.class);
    return new IdentifyBrief(exchange).id(new IncomingBrief(id, id, null, null), null).key();
  }

  private Iterator<IncomingBrief> briefs(Exchange exchange) throws IOException {
    IncomingBrief shown = exchange.getProperty(ReadBriefs.PRESENTED, IncomingBrief.class);
    if (shown == null) {
      return forms.read(exchange);
    }
    // The flow may have made another brief of the body.
    return List.of(
            new IncomingBrief(
                shown.id(),
                exchange.getVariable(Variables.SOURCE_NAME, String.class),
                shown.refusal() == null ? ownForm(exchange, shown) : null,
                shown.refusal(),
                shown.row()))
        .iterator();
  }

  private static Object ownForm(Exchange exchange, IncomingBrief shown) {
    Object body = exchange.getMessage().getBody();
    if (body instanceof Acceptance) {
      return shown.body(); // Accepted for another flow already; the brief is the same.
    }
    return body instanceof Map || body instanceof BriefMedia
        ? body
        : exchange.getMessage().getBody(String.class);
  }

  private List<Acceptance> acceptRows(
      BriefTarget target, IncomingBrief first, Iterator<IncomingBrief> rest) throws IOException {
    List<Acceptance> all = new ArrayList<>();
    List<IncomingBrief> batch = new ArrayList<>(List.of(first));
    int size = 0;
    while (rest.hasNext()) {
      batch.add(rest.next());
      size += rest instanceof ManifestRows rows ? rows.size() : 0;
      if (batch.size() == BATCH || size > BATCH_SIZE) {
        all.addAll(acceptAll(target, batch));
        batch.clear();
        size = 0;
      }
    }
    if (!batch.isEmpty()) {
      all.addAll(acceptAll(target, batch));
    }
    return all;
  }

  /** One answer for each brief, in order; all good ones go into the ledger together. */
  private List<Acceptance> acceptAll(BriefTarget target, List<IncomingBrief> briefs)
      throws IOException {
    List<NewJob> good = new ArrayList<>();
    List<Acceptance> others = new ArrayList<>();
    for (IncomingBrief brief : briefs) {
      Acceptance other = referenceOf(target, brief);
      if (other == null) {
        try {
          good.add(compose.compose(target, brief));
        } catch (BriefRefused e) {
          other = notTaken(target, brief, e);
        } catch (CorruptContent e) {
          other = refuse(target, brief, e.getMessage());
        } catch (RuntimeException e) {
          other = refuse(target, brief, UnexpectedFailure.refusal(brief.sourceName(), e));
        }
      }
      others.add(other);
    }
    Iterator<AcceptResult> accepted =
        good.isEmpty() ? List.<AcceptResult>of().iterator() : ledger.accept(good).iterator();
    return others.stream().map(o -> o == null ? acceptance(accepted.next()) : o).toList();
  }

  /**
   * A media file that a document in its folder or above names was that document's to use; the
   * ledger keeps that longer than the document's job.
   */
  private Acceptance referenceOf(BriefTarget target, IncomingBrief brief) {
    if (target.file() == null || !(brief.body() instanceof BriefMedia file)) {
      return null;
    }
    return ledger.findReferenceUses(target.flow().name(), file.media().sha256()).stream()
        .filter(use -> isOfDocument(use, brief.sourceName()))
        .findFirst()
        .map(use -> belongs(target, brief, use))
        .orElse(null);
  }

  /** Whether the use is that of a document which names the file, from its own folder or above. */
  private static boolean isOfDocument(ReferenceUse use, String file) {
    String document = use.sourceName().replaceFirst("#\\d+$", "");
    return BriefFormat.ofEnding(document).isDocument()
        && file.startsWith(FileNames.folder(document))
        && MatchFileName.find(use.fileName(), List.of(FileNames.last(file, "reference")))
            .isPresent();
  }

  private Acceptance belongs(BriefTarget target, IncomingBrief brief, ReferenceUse use) {
    BriefId id = new IdentifyBrief(target.exchange()).id(brief, null);
    ledger.recordReference(target.flow().name(), id, use.jobId());
    return Acceptance.without(Outcome.REFERENCE, use.sourceName());
  }

  private Acceptance notTaken(BriefTarget target, IncomingBrief brief, BriefRefused problem) {
    return problem instanceof BriefIncomplete waits && waits.mayWait(target.file())
        ? Acceptance.without(Outcome.WAITING, inRow(brief, problem.getMessage()))
        : refuse(target, brief, problem.getMessage());
  }

  private static String inRow(IncomingBrief brief, String why) {
    return brief.row() == 0 ? why : "Row " + brief.row() + ": " + why;
  }

  private static Acceptance acceptance(AcceptResult accepted) {
    if (accepted.otherRequest()) {
      return new Acceptance(
          Outcome.OTHER_REQUEST, accepted.jobId(), word(accepted.state()), OTHER_REQUEST);
    }
    return new Acceptance(
        accepted.duplicate() ? Outcome.DUPLICATE : Outcome.ACCEPTED,
        accepted.jobId(),
        word(accepted.state()),
        null);
  }

  /**
   * Refused again counts as refused; but a job that lives already is not refused behind its back.
   */
  private Acceptance refuse(BriefTarget target, IncomingBrief brief, String why) {
    return refuse(target, brief, why, false);
  }

  private Acceptance refuse(BriefTarget target, IncomingBrief brief, String why, boolean byFlow) {
    String problem = inRow(brief, why);
    NewJob job = compose.refused(target, brief);
    NewJob underOtherId = compose.refusedUnderOtherId(target, brief, job, byFlow);
    boolean lives =
        underOtherId != job
            && ledger.findKnown(job.flow(), List.of(job.brief())).contains(job.brief());
    AcceptResult recorded =
        ledger.refuse(lives ? job : underOtherId, Cause.of(Trouble.BRIEF, problem));
    if (lives || (recorded.duplicate() && recorded.state() != JobState.FAILED)) {
      return acceptance(recorded);
    }
    LOG.warn(
        "Job {}: {} is refused: {}", recorded.jobId(), BriefText.quote(job.sourceName()), problem);
    return new Acceptance(Outcome.REFUSED, recorded.jobId(), word(recorded.state()), problem);
  }

  private static String word(JobState state) {
    return state == null ? null : state.name().toLowerCase(Locale.ROOT);
  }

  private static void answer(Exchange exchange, Object acceptance) {
    exchange.setVariable(Variables.ACCEPTANCE, acceptance);
    exchange.getMessage().setBody(acceptance);
  }
}
