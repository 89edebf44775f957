package dev.rivyaroutes.brief;

import dev.rivyaroutes.brief.Acceptance.Outcome;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.brief.form.BriefTarget;
import dev.rivyaroutes.brief.form.BriefText;
import dev.rivyaroutes.brief.form.CorruptContent;
import dev.rivyaroutes.brief.form.IncomingBrief;
import dev.rivyaroutes.brief.form.UnexpectedFailure;
import dev.rivyaroutes.ledger.accept.AcceptJobs;
import dev.rivyaroutes.ledger.accept.AcceptResult;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.trace.Traces;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records briefs in the ledger: as jobs, as refused jobs, or as references of documents. */
final class RecordBriefs {
  private static final Logger LOG = LoggerFactory.getLogger(RecordBriefs.class);
  private static final String OTHER_REQUEST =
      "The key was used for another request before, so nothing of this one is accepted. Send it"
          + " under a new key, or repeat the first request unchanged.";

  private final ComposeJob compose;
  private final AcceptJobs ledger;
  private final RecognizeReference references;
  private final Traces traces;

  RecordBriefs(ComposeJob compose, AcceptJobs ledger, Traces traces) {
    this.compose = compose;
    this.ledger = ledger;
    this.references = new RecognizeReference(ledger);
    this.traces = traces;
  }

  /** One answer for each brief, in order; all usable ones are written in one transaction. */
  List<Acceptance> accept(BriefTarget target, List<IncomingBrief> briefs) throws IOException {
    List<Composed> composed = new ArrayList<>(briefs.size());
    for (IncomingBrief brief : briefs) {
      composed.add(compose(target, brief, () -> {}));
    }
    return begin(composed).get();
  }

  /**
   * A brief whose job is to be written.
   *
   * @param job null if the brief makes no job
   * @param outcome what became of a brief that makes no job; else null
   */
  record Composed(NewJob job, Acceptance outcome) {

    /** The size of what is to be written. */
    int characters() {
      return job == null ? 0 : length(job.prompt()) + length(job.params());
    }

    private static int length(String text) {
      return text == null ? 0 : text.length();
    }
  }

  /**
   * Composes the job of a brief; a brief that makes no job has its outcome at once.
   *
   * @param commitWaiting commits the briefs before this one. It is called before this one is
   *     refused, because one of them may have the same id, and is then the one that is accepted.
   */
  Composed compose(BriefTarget target, IncomingBrief brief, Runnable commitWaiting)
      throws IOException {
    Acceptance other = references.recognize(target, brief);
    if (other == null) {
      try {
        return new Composed(compose.compose(target, brief), null);
      } catch (BriefRefused e) {
        commitWaiting.run();
        other = waitOrRefuse(target, brief, e);
      } catch (CorruptContent e) {
        commitWaiting.run();
        other = refuse(target, brief, e.getMessage(), false);
      } catch (RuntimeException e) {
        commitWaiting.run();
        other = refuse(target, brief, UnexpectedFailure.refusal(brief.sourceName(), e), false);
      }
    }
    return new Composed(null, other);
  }

  /**
   * Begins to write the jobs of composed briefs in one transaction. The supplier waits for the
   * commit, and returns the outcome of each; it must be called once.
   */
  Supplier<List<Acceptance>> begin(List<Composed> briefs) {
    List<NewJob> jobs = briefs.stream().map(Composed::job).filter(Objects::nonNull).toList();
    long begun = System.nanoTime();
    Supplier<List<AcceptResult>> accepted = jobs.isEmpty() ? List::of : ledger.begin(jobs);
    return () -> {
      Iterator<AcceptResult> results = accepted.get().iterator();
      return briefs.stream()
          .map(
              brief ->
                  brief.job() == null
                      ? brief.outcome()
                      : acceptance(traced(brief.job(), results.next(), begun)))
          .toList();
    };
  }

  private AcceptResult traced(NewJob job, AcceptResult result, long begun) {
    if (traces.isOn() && !result.duplicate() && !result.otherRequest()) {
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      traces.accepted(result.jobId(), job.flow(), job.brief().source(), took);
    }
    return result;
  }

  private Acceptance waitOrRefuse(BriefTarget target, IncomingBrief brief, BriefRefused problem) {
    return problem instanceof BriefIncomplete incomplete && incomplete.mayWait(target.file())
        ? Acceptance.without(Outcome.WAITING, inRow(brief, problem.getMessage()))
        : refuse(target, brief, problem.getMessage(), false);
  }

  private static String inRow(IncomingBrief brief, String why) {
    return brief.row() == 0 ? why : "Row " + brief.row() + ": " + why;
  }

  /**
   * Records a refused brief as a failed job. A job that was accepted under its id stays as it is.
   *
   * @param byFlow whether the flow cannot process the brief: the same brief may come again
   */
  Acceptance refuse(BriefTarget target, IncomingBrief brief, String why, boolean byFlow) {
    String problem = inRow(brief, why);
    NewJob job = RefusedJob.of(target, brief);
    NewJob underOtherId = RefusedJob.underOtherId(job, target, brief, byFlow);
    boolean accepted =
        underOtherId != job
            && ledger.findKnown(job.flow(), List.of(job.brief())).contains(job.brief());
    AcceptResult recorded =
        ledger.refuse(accepted ? job : underOtherId, Cause.of(Trouble.BRIEF, problem));
    if (accepted || (recorded.duplicate() && recorded.state() != JobState.FAILED)) {
      return acceptance(recorded);
    }
    LOG.warn(
        "Job {}: {} is refused: {}", recorded.jobId(), BriefText.quote(job.sourceName()), problem);
    return new Acceptance(Outcome.REFUSED, recorded.jobId(), state(recorded), problem);
  }

  private static Acceptance acceptance(AcceptResult result) {
    if (result.otherRequest()) {
      return new Acceptance(Outcome.OTHER_REQUEST, result.jobId(), state(result), OTHER_REQUEST);
    }
    return new Acceptance(
        result.duplicate() ? Outcome.DUPLICATE : Outcome.ACCEPTED,
        result.jobId(),
        state(result),
        null);
  }

  private static String state(AcceptResult result) {
    return result.state() == null ? null : result.state().name().toLowerCase(Locale.ROOT);
  }
}
