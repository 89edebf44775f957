package dev.rivyaroutes.engine.submit;

import dev.rivyaroutes.engine.failure.KeyLife;
import dev.rivyaroutes.engine.failure.LeaseLost;
import dev.rivyaroutes.engine.failure.UploadElsewhere;
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
 * Rivya may forget uploads; it then refuses a request that names one. Such a request was never
 * carried out, so the job may be sent anew, with fresh uploads, under its own key. And one upload
 * serves all: those that come meanwhile wait for it.
 */
@Component
public class RenewUploads {

  /** The code of the cause by which a job is sent anew: it is, once in a row. */
  public static final String RENEWED = "uploads_renewed";

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
   * Forgets a refused request and the older uploads in it; false when there are none, or when an
   * earlier send of the same bytes may have taken effect.
   */
  public boolean renew(Exchange exchange, Job job) {
    if (KeyLife.unknownSince(job) != null) {
      return false;
    }
    List<Uploaded> reused = Submission.reused(exchange);
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
      job.content().files().forEach(file -> forgetOfRequest(job, file));
    }
    return true;
  }

  /** Why the job is sent anew. */
  public static Cause again(Cause refused) {
    String text = "Rivya may no longer know a reference; all are uploaded anew. " + refused.text();
    return new Cause(Trouble.TRANSIENT, RENEWED, text, refused.requestId());
  }

  /** Of a request that was made in an earlier claim only its text is left. */
  private void forgetOfRequest(Job job, JobFile file) {
    String request = job.content().request();
    uploads
        .find(job.account(), file.sha256(), ANY_AGE)
        .filter(known -> request.contains(known.url()) || request.contains(known.fileId()))
        .ifPresent(known -> uploads.delete(job.account(), file.sha256(), known.fileId()));
  }

  /** Puts the job aside while another uploads its file. */
  public void waitFor(Job job, UploadElsewhere elsewhere) {
    Cause cause = new Cause(Trouble.TRANSIENT, UploadClaims.CODE, elsewhere.getMessage(), null);
    progress.parkUnsent(job, cause, elsewhere.until());
    claims.wakeIfFree(job, elsewhere.sha256());
  }

  /** The job's work has failed; where it had an upload under way, another may try. */
  public void giveUp(Job job) {
    if (job.content() != null && !job.content().files().isEmpty()) {
      claims.release(job);
    }
  }
}
