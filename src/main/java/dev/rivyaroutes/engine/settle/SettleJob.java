package dev.rivyaroutes.engine.settle;

import dev.rivyaroutes.FailureChain;
import dev.rivyaroutes.account.AccountPaused;
import dev.rivyaroutes.account.AccountThrottled;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.progress.RecordProgress;
import dev.rivyaroutes.media.MediaNotFound;
import dev.rivyaroutes.outbound.AddressRefused;
import dev.rivyaroutes.outbound.CallFailed;
import dev.rivyaroutes.rivya.call.DownloadTrouble;
import dev.rivyaroutes.rivya.call.RivyaTrouble;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The policy for every failure of a job: which row of the ledger it becomes. A call that may have
 * been charged is sent again only under the same key, and parked when the key has expired.
 */
@Component
public class SettleJob {

  private static final Logger LOG = LoggerFactory.getLogger(SettleJob.class);
  private static final int MAX_UNEXPECTED = 10;

  private final RecordProgress progress;
  private final SettleRefusal refusals;
  private final RenewUploads uploads;
  private final RenewSession session;
  private final RecheckModel models;
  private final RecordFailure failures;
  private final SettleUnknownOutcome outcome;
  private final SettleFile files;
  private final ParkForPause pauses;

  SettleJob(
      RecordProgress progress,
      SettleRefusal refusals,
      RenewUploads uploads,
      RenewSession session,
      RecheckModel models,
      RecordFailure failures,
      SettleUnknownOutcome outcome,
      SettleFile files,
      ParkForPause pauses) {
    this.pauses = pauses;
    this.progress = progress;
    this.refusals = refusals;
    this.uploads = uploads;
    this.session = session;
    this.models = models;
    this.failures = failures;
    this.outcome = outcome;
    this.files = files;
  }

  /** Called after the route of a stage, successful or not. */
  public void after(Exchange exchange, Stage stage, Job job) {
    try {
      if (exchange.getException() != null) {
        settle(exchange, stage, job, exchange.getException());
        if (stage.sends()) {
          uploads.releaseClaim(job);
        }
      }
    } finally {
      progress.stopRenewing(job);
    }
  }

  private void settle(Exchange exchange, Stage stage, Job job, Exception failure) {
    boolean sent = PaidCall.wasSent(exchange);
    RivyaTrouble trouble = FailureChain.find(failure, RivyaTrouble.class);
    AccountPaused paused = FailureChain.find(failure, AccountPaused.class);
    AccountThrottled throttled = FailureChain.find(failure, AccountThrottled.class);
    BriefRefused refused = FailureChain.find(failure, BriefRefused.class);
    DownloadTrouble download = FailureChain.find(failure, DownloadTrouble.class);
    AddressRefused address = FailureChain.find(failure, AddressRefused.class);
    IOException connection = FailureChain.find(failure, IOException.class);
    UploadInProgress upload = FailureChain.find(failure, UploadInProgress.class);
    if (FailureKinds.isRejectedValue(failure)) {
      outcome.settleRejectedValue(job, sent);
    } else if (FailureKinds.isDatabaseFailure(failure)) {
      outcome.retryOrParkStream(
          exchange, stage, job, FailureCauses.databaseUnavailable(sent), sent);
    } else if (trouble != null) {
      refusal(exchange, stage, job, trouble, sent);
    } else if (paused != null) {
      pauses.park(job, paused);
    } else if (throttled != null) {
      Cause cause = Cause.of(Trouble.TRANSIENT, throttled.getMessage());
      failures.retryAfter(throttled.until(), stage, job, cause);
    } else if (refused != null) {
      failures.fail(job, Cause.of(Trouble.BRIEF, refused.getMessage()));
    } else if (download != null && download.gone()) {
      files.gone(stage, job, download.getMessage());
    } else if (download != null) {
      files.unavailable(stage, job, download.getMessage());
    } else if (address != null) {
      files.gone(stage, job, "The address of a file is refused: " + address.getMessage() + ".");
    } else if (FailureChain.has(failure, MediaNotFound.class) && !sent) {
      files.lost(job);
    } else if (connection != null) {
      connectionFailure(exchange, stage, job, connection, sent);
    } else if (upload != null) {
      uploads.park(job, upload);
    } else if (FailureChain.has(failure, KeyLife.KeyExpired.class)) {
      outcome.parkExpired(job);
    } else if (FailureChain.has(failure, LeaseLost.class)) {
      LOG.info("Job {} was cancelled or claimed by another process; the work on it ends", job.id());
    } else {
      unexpected(exchange, stage, job, failure, sent);
    }
  }

  private void refusal(
      Exchange exchange, Stage stage, Job job, RivyaTrouble trouble, boolean sent) {
    Cause cause = trouble.cause();
    if (sent && session.renew(exchange, job, cause)) {
      return;
    }
    boolean unknown = sent && !trouble.withoutEffect();
    if (unknown && cause.trouble() == Trouble.TRANSIENT && PaidCall.isStreamed(exchange)) {
      outcome.parkStream(job, cause.code(), "HTTP " + trouble.status(), cause.requestId());
      return;
    }
    boolean noEffect = cause.trouble() == Trouble.PERMANENT && trouble.withoutEffect();
    if (stage.sends() && noEffect && models.parkOrRetry(stage, job, trouble)) {
      return;
    }
    if (sent && noEffect && uploads.renew(exchange, job)) {
      failures.retry(stage, job, RenewUploads.cause(cause), null, null);
    } else {
      refusals.settle(stage, job, trouble, sent, outcome.sentAt(job, unknown));
    }
  }

  private void connectionFailure(
      Exchange exchange, Stage stage, Job job, IOException failure, boolean sent) {
    CallFailed call = FailureChain.find(failure, CallFailed.class);
    boolean unknown = sent && (call == null || !call.neverLeft());
    Cause cause = FailureCauses.noAnswer(job.kind(), failure, unknown);
    if (unknown && PaidCall.isStreamed(exchange)) {
      outcome.parkStream(job, "stream", FailureCauses.message(failure), null);
    } else if (stage == Stage.REFERENCE && call != null) {
      files.unavailable(stage, job, FailureCauses.sentence(call));
    } else if (stage == Stage.FETCH) {
      failures.retryCreated(stage, job, cause);
    } else {
      failures.retry(stage, job, cause, null, outcome.sentAt(job, unknown));
    }
  }

  private void unexpected(
      Exchange exchange, Stage stage, Job job, Exception failure, boolean sent) {
    LOG.warn("Job {} failed unexpectedly in stage {}", job.id(), stage.column(), failure);
    Cause cause = FailureCauses.unexpected(failure, sent);
    boolean repeated =
        job.attempts() >= MAX_UNEXPECTED && job.hasCauseCode(FailureCauses.UNEXPECTED);
    if (stage.sends() && repeated && !(sent && PaidCall.isStreamed(exchange))) {
      failures.parkForPerson(job, cause, outcome.sentAt(job, sent));
    } else {
      outcome.retryOrParkStream(exchange, stage, job, cause, sent);
    }
  }
}
