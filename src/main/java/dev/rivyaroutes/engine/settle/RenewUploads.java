package dev.rivyaroutes.engine.settle;

import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.progress.RecordProgress;
import dev.rivyaroutes.ledger.uploads.UploadClaims;
import dev.rivyaroutes.ledger.uploads.Uploads;
import dev.rivyaroutes.rivya.call.CreateRequest.Uploaded;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Rivya may delete uploads and then refuses a request that names one. Such a request had no effect,
 * so the job is sent again under its own key, with new uploads.
 */
@Component
class RenewUploads {

  /** The code of the cause of a job that is sent again for this reason, once in a row. */
  static final String RENEWED = "uploads_renewed";

  private static final Duration ANY_AGE = Duration.ofDays(36_500);

  private final Uploads uploads;
  private final UploadClaims claims;
  private final RecordProgress progress;

  RenewUploads(Uploads uploads, UploadClaims claims, RecordProgress progress) {
    this.uploads = uploads;
    this.claims = claims;
    this.progress = progress;
  }

  /**
   * Discards a refused request and the older uploads in it; false when there are none, or when an
   * earlier call with the same bytes may have had an effect.
   */
  boolean renew(Exchange exchange, Job job) {
    if (KeyLife.unknownSince(job) != null) {
      return false;
    }
    List<Uploaded> reused = PaidCall.reused(exchange);
    boolean resent = job.content().request() != null && !job.content().files().isEmpty();
    if (reused.isEmpty() && !resent || job.hasCauseCode(RENEWED)) {
      return false;
    }
    if (!progress.recordRequest(job, null)) {
      throw new LeaseLost(job.id());
    }
    reused.forEach(
        one -> uploads.delete(job.account(), one.file().sha256(), one.upload().fileId()));
    if (resent) {
      job.content().files().forEach(file -> forgetNamed(job, file));
    }
    return true;
  }

  /** Why the job is sent again. */
  static Cause cause(Cause refused) {
    String text =
        "Rivya may have deleted a reference. All references are uploaded again. " + refused.text();
    return new Cause(Trouble.TRANSIENT, RENEWED, text, refused.requestId());
  }

  /** Of a request that was composed under an earlier claim, only the text is known. */
  private void forgetNamed(Job job, JobFile file) {
    String request = job.content().request();
    uploads
        .find(job.account(), file.sha256(), ANY_AGE)
        .filter(known -> request.contains(known.url()) || request.contains(known.fileId()))
        .ifPresent(known -> uploads.delete(job.account(), file.sha256(), known.fileId()));
  }

  /** Parks the job while another one uploads its file. */
  void park(Job job, UploadInProgress upload) {
    Cause cause = new Cause(Trouble.TRANSIENT, UploadClaims.CODE, upload.getMessage(), null);
    progress.parkUnsent(job, cause, upload.until());
    claims.wakeIfFree(job, upload.sha256());
  }

  /** After a failure: releases the claim of an upload, so that another job can make it. */
  void releaseClaim(Job job) {
    if (job.content() != null && !job.content().files().isEmpty()) {
      claims.release(job);
    }
  }
}
