package dev.rivyaroutes.engine.settle;

import dev.rivyaroutes.engine.models.SyncModels;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.progress.RecordProgress;
import dev.rivyaroutes.rivya.call.RivyaTrouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * Rivya may refuse a job because its model was removed, before the known list of models shows it.
 * The list is read again before such a job fails, once for all jobs of an address.
 */
@Component
class RecheckModel {

  /** The list is read no more often than this, so a job may be retried until it is read. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private static final int MAX_ATTEMPTS = 10;

  private final SyncModels models;
  private final ParkForModel parking;
  private final RecordProgress progress;
  private final RecordFailure failures;
  private final Clock clock;

  RecheckModel(
      SyncModels models,
      ParkForModel parking,
      RecordProgress progress,
      RecordFailure failures,
      Clock clock) {
    this.models = models;
    this.parking = parking;
    this.progress = progress;
    this.failures = failures;
    this.clock = clock;
  }

  /** Parks or retries a job whose model may be gone; false when the refusal is final. */
  boolean parkOrRetry(Stage stage, Job job, RivyaTrouble trouble) {
    if (!mayBeGone(job, trouble)) {
      return false;
    }
    Instant now = clock.instant();
    Instant since = now.minus(FRESH);
    boolean fresh = models.isKnownSince(job.account(), since);
    if (!fresh) {
      models.refreshUnlessKnownSince(job.account(), since);
    }
    boolean rechecked =
        fresh ? isRetried(job, trouble.cause()) : models.isKnownSince(job.account(), now);
    boolean gone = models.pause(job).isPresent();
    if (!gone && (rechecked || job.attempts() >= MAX_ATTEMPTS)) {
      return false;
    }
    discardRequest(job);
    if (!parking.park(job)) {
      Duration wait = fresh ? FRESH : null;
      failures.retry(stage, job, recheck(trouble.cause()), wait, KeyLife.unknownSince(job));
    }
    return true;
  }

  /** It is composed again at the retry, unless an earlier call may have had an effect. */
  private void discardRequest(Job job) {
    if (KeyLife.unknownSince(job) == null && !progress.recordRequest(job, null)) {
      throw new LeaseLost(job.id());
    }
  }

  /**
   * A job that was retried for the list was refused before; a list that is fresh at its next
   * refusal was read after the first one.
   */
  private static boolean isRetried(Job job, Cause cause) {
    boolean retried = job.hasCauseCode(cause.code()) && job.cause().trouble() == Trouble.TRANSIENT;
    return retried || job.hasCauseCode(RenewUploads.RENEWED);
  }

  private static boolean mayBeGone(Job job, RivyaTrouble trouble) {
    String code = trouble.cause().code();
    String text = trouble.cause().text().toLowerCase(Locale.ROOT);
    return trouble.status() == 404
        || trouble.status() == 410
        || code.contains("not_found")
        || code.contains("model")
        || text.contains("model")
        || text.contains(job.model().toLowerCase(Locale.ROOT));
  }

  private static Cause recheck(Cause refused) {
    String text = refused.text() + " The list of models is read again before the job fails.";
    return new Cause(Trouble.TRANSIENT, refused.code(), text, refused.requestId());
  }
}
