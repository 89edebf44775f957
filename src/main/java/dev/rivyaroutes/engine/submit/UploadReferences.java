package dev.rivyaroutes.engine.submit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.account.AccountGate;
import dev.rivyaroutes.engine.settle.UploadInProgress;
import dev.rivyaroutes.ledger.credits.CallKind;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.uploads.UploadClaims;
import dev.rivyaroutes.ledger.uploads.UploadProperties;
import dev.rivyaroutes.ledger.uploads.Uploads;
import dev.rivyaroutes.ledger.uploads.Uploads.Upload;
import dev.rivyaroutes.rivya.call.CreateRequest.Uploaded;
import dev.rivyaroutes.rivya.call.UploadAnswer;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * The steps of upload-references. The same bytes are uploaded once for all jobs of an account that
 * need them within the configured age, also when several jobs on several replicas need them at the
 * same time.
 */
@Component("uploadReferences")
public class UploadReferences {

  private final Uploads uploads;
  private final UploadClaims claims;
  private final UploadProperties properties;
  private final AccountGate gate;

  public UploadReferences(
      Uploads uploads, UploadClaims claims, UploadProperties properties, AccountGate gate) {
    this.uploads = uploads;
    this.claims = claims;
    this.properties = properties;
    this.gate = gate;
  }

  /** Whether the job has references, and its request is not composed yet. */
  public boolean areNeeded(@Variable(Variables.JOB) Job job) {
    return job.content().request() == null && !job.content().files().isEmpty();
  }

  /**
   * The reference as it was uploaded for an earlier job; null when this job is to upload it.
   *
   * @throws UploadInProgress when another job is uploading it
   */
  public Uploaded find(@Variable(Variables.JOB) Job job, @Variable("reference") JobFile file)
      throws UploadInProgress {
    if (properties.reuse().isZero()) {
      return null;
    }
    Optional<Upload> known = known(job, file);
    if (known.isEmpty()) {
      Optional<Instant> claimed = claims.claim(job, file.sha256());
      if (claimed.isPresent()) {
        throw new UploadInProgress(file.name(), file.sha256(), claimed.get());
      }
      // Another job may have finished between the check and the claim.
      known = known(job, file);
      if (known.isPresent()) {
        claims.release(job);
      }
    }
    return known.map(upload -> new Uploaded(file, upload, true)).orElse(null);
  }

  private Optional<Upload> known(Job job, JobFile file) {
    return uploads.find(job.account(), file.sha256(), properties.reuse());
  }

  /** Records a new upload for later jobs, and wakes the jobs that wait for it. */
  public Uploaded record(
      @Variable(Variables.JOB) Job job,
      @Variable("reference") JobFile file,
      @Body JsonNode answer) {
    Upload upload = UploadAnswer.read(answer);
    if (!properties.reuse().isZero()) {
      uploads.record(job, file.sha256(), upload);
    }
    gate.recordSuccess(job.account(), CallKind.UPLOAD);
    return new Uploaded(file, upload, false);
  }
}
