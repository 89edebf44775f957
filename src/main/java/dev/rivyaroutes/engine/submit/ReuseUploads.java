package dev.rivyaroutes.engine.submit;

import dev.rivyaroutes.account.AccountGate;
import dev.rivyaroutes.engine.failure.UploadElsewhere;
import dev.rivyaroutes.ledger.credits.CallKind;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.uploads.UploadClaims;
import dev.rivyaroutes.ledger.uploads.UploadProperties;
import dev.rivyaroutes.ledger.uploads.Uploads;
import dev.rivyaroutes.ledger.uploads.Uploads.Upload;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Has the same bytes go up once for all jobs of an account that need them within the configured
 * age, also for those that come at the same time, over all replicas.
 */
@Component
public class ReuseUploads {

  private final Uploads uploads;
  private final UploadClaims claims;
  private final UploadProperties properties;
  private final AccountGate gate;

  public ReuseUploads(
      Uploads uploads, UploadClaims claims, UploadProperties properties, AccountGate gate) {
    this.uploads = uploads;
    this.claims = claims;
    this.properties = properties;
    this.gate = gate;
  }

  /**
   * What is at Rivya of these bytes; empty when this job is to upload them.
   *
   * @throws UploadElsewhere when another job does so now
   */
  public Optional<Upload> find(Job job, JobFile file) throws UploadElsewhere {
    if (properties.reuse().isZero()) {
      return Optional.empty();
    }
    Optional<Upload> known = known(job, file);
    if (known.isPresent()) {
      return known;
    }
    Optional<Instant> elsewhere = claims.claim(job, file.sha256());
    if (elsewhere.isPresent()) {
      throw new UploadElsewhere(file.name(), file.sha256(), elsewhere.get());
    }
    // Another may have finished between the look and the claim.
    known = known(job, file);
    if (known.isPresent()) {
      claims.release(job);
    }
    return known;
  }

  private Optional<Upload> known(Job job, JobFile file) {
    return uploads.find(job.account(), file.sha256(), properties.reuse());
  }

  /** Keeps an upload for the jobs that come, and lets those go on that wait for it. */
  void remember(Job job, JobFile file, Upload upload) {
    if (!properties.reuse().isZero()) {
      uploads.record(job, file.sha256(), upload);
    }
    gate.recordSuccess(job.account(), CallKind.UPLOAD);
  }
}
