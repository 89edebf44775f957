package dev.rivyaroutes.engine.settle;

import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import org.springframework.stereotype.Component;

/**
 * The policy for files that cannot be downloaded. The file of a result is retried without a last
 * attempt, because the result is paid for; a reference fails its job before anything is paid.
 */
@Component
class SettleFile {

  private final RecordFailure failures;
  private final Backoff.Settings settings;

  SettleFile(RecordFailure failures, Backoff.Settings settings) {
    this.failures = failures;
    this.settings = settings;
  }

  /** The address does not work any more; that of a result is requested again. */
  void gone(Stage stage, Job job, String problem) {
    if (stage == Stage.FETCH) {
      failures.retryCreated(Stage.POLL, job, Cause.of(Trouble.TRANSIENT, problem));
    } else {
      failures.fail(
          job,
          Cause.of(Trouble.BRIEF, "A reference of the brief cannot be downloaded. " + problem));
    }
  }

  /** The host does not serve the file now. */
  void unavailable(Stage stage, Job job, String problem) {
    if (stage == Stage.FETCH) {
      failures.retryCreated(stage, job, Cause.of(Trouble.TRANSIENT, problem));
    } else if (job.attempts() + 1 >= settings.references()) {
      failures.fail(
          job,
          Cause.of(
              Trouble.BRIEF,
              "A reference of the brief cannot be downloaded after %d attempts. %s Nothing was sent to"
                      .formatted(job.attempts() + 1, problem)
                  + " Rivya and no credits were spent. Replay the job when the address works."));
    } else {
      failures.retry(stage, job, Cause.of(Trouble.TRANSIENT, problem), null, null);
    }
  }

  /** The media store no longer has a file of the job. */
  void lost(Job job) {
    failures.fail(
        job,
        new Cause(
            Trouble.BRIEF,
            "media_gone",
            "The media store no longer has a reference of this job. Nothing was sent to Rivya and no"
                + " credits were spent. Submit the brief again; rivya.media.keep sets how long files"
                + " are kept.",
            null));
  }
}
