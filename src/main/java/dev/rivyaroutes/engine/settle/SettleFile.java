package dev.rivyaroutes.engine.settle;

import dev.rivyaroutes.engine.failure.Backoff;
import dev.rivyaroutes.engine.failure.NextTry;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import org.springframework.stereotype.Component;

/**
 * The policy for files that cannot be had. Rivya has made a result, so that its file is asked for
 * without end; a reference is the brief's, and before anything is paid its job ends with the cause.
 */
@Component
class SettleFile {

  private final NextTry next;
  private final Backoff.Settings settings;

  SettleFile(NextTry next, Backoff.Settings settings) {
    this.next = next;
    this.settings = settings;
  }

  /** The file's address is of no use: a result's is asked for anew. */
  void gone(Stage stage, Job job, String problem) {
    if (stage == Stage.FETCH) {
      next.goOn(Stage.POLL, job, Cause.of(Trouble.TRANSIENT, problem));
    } else {
      next.fail(job, Cause.of(Trouble.BRIEF, "A reference of the brief cannot be had. " + problem));
    }
  }

  /** The file's host does not give it now. */
  void away(Stage stage, Job job, String problem) {
    if (stage == Stage.FETCH) {
      next.goOn(stage, job, Cause.of(Trouble.TRANSIENT, problem));
    } else if (job.attempts() + 1 >= settings.references()) {
      next.fail(
          job,
          Cause.of(
              Trouble.BRIEF,
              "A reference of the brief cannot be had, after "
                  + (job.attempts() + 1)
                  + " attempts. "
                  + problem
                  + " Nothing was sent to Rivya, and nothing is paid. Replay the job once the"
                  + " address works."));
    } else {
      next.again(stage, job, Cause.of(Trouble.TRANSIENT, problem), null, null);
    }
  }

  /** The media store has lost what it was to keep for the job. */
  void lost(Job job) {
    next.fail(
        job,
        new Cause(
            Trouble.BRIEF,
            "media_gone",
            "The media store no longer holds a reference of this job. Nothing was sent to Rivya, and"
                + " nothing is paid. Hand the brief in again; rivya.media.keep says how long files"
                + " are kept.",
            null));
  }
}
