package dev.rivyaroutes.engine.settle;

import dev.rivyaroutes.engine.failure.KeyLife;
import dev.rivyaroutes.engine.failure.LeaseLost;
import dev.rivyaroutes.engine.failure.NextTry;
import dev.rivyaroutes.engine.models.KnownModels;
import dev.rivyaroutes.engine.models.PausedModels;
import dev.rivyaroutes.engine.submit.RenewUploads;
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
 * Rivya may refuse a job since its model is gone, before the list of models tells so. So the list
 * is read anew before such a job fails, for all jobs of an address at once.
 */
@Component
class DoubtModel {

  /** The list is read no more often than this, so a job may have to wait for it. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private static final int MOST_ATTEMPTS = 10;

  private final KnownModels known;
  private final PausedModels paused;
  private final RecordProgress progress;
  private final NextTry next;
  private final Clock clock;

  DoubtModel(
      KnownModels known, PausedModels paused, RecordProgress progress, NextTry next, Clock clock) {
    this.known = known;
    this.paused = paused;
    this.progress = progress;
    this.next = next;
    this.clock = clock;
  }

  /** True: the job waits for its model, or for the list. False: its refusal stands. */
  boolean waits(Stage stage, Job job, RivyaTrouble trouble) {
    if (!mayBeGone(job, trouble)) {
      return false;
    }
    Instant now = clock.instant();
    boolean fresh = known.areTold(job.account(), now.minus(FRESH));
    if (!fresh) {
      known.ask(job.account());
    }
    boolean told = fresh ? isDoubted(job, trouble.cause()) : known.areTold(job.account(), now);
    boolean gone = known.pause(job).isPresent();
    if (!gone && (told || job.attempts() >= MOST_ATTEMPTS)) {
      return false;
    }
    forgetRequest(job);
    if (!paused.setAside(job)) {
      Duration wait = fresh ? FRESH : null;
      next.again(stage, job, doubt(trouble.cause()), wait, KeyLife.unknownSince(job));
    }
    return true;
  }

  /** It is made anew when the job goes on, unless an earlier send may have taken effect. */
  private void forgetRequest(Job job) {
    if (KeyLife.unknownSince(job) == null && !progress.recordRequest(job, null)) {
      throw new LeaseLost(job.id());
    }
  }

  /**
   * A job that waited for the list was refused before; a list that is fresh at its next refusal was
   * told after that one.
   */
  private static boolean isDoubted(Job job, Cause cause) {
    boolean doubted = job.hasCauseCode(cause.code()) && job.cause().trouble() == Trouble.TRANSIENT;
    return doubted || job.hasCauseCode(RenewUploads.RENEWED);
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

  private static Cause doubt(Cause refused) {
    String text = refused.text() + " The list of models is read anew before the job fails for it.";
    return new Cause(Trouble.TRANSIENT, refused.code(), text, refused.requestId());
  }
}
