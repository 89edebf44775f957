package dev.rivyaroutes.engine;

import dev.rivyaroutes.ledger.Job;
import dev.rivyaroutes.ledger.JobFile;
import dev.rivyaroutes.ledger.RecordProgress;
import dev.rivyaroutes.ledger.Uploads;
import java.util.List;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Rivya may forget uploads; it then refuses a request that names one. Such a request was never
 * carried out, so the job may be sent anew, with fresh uploads, under its own key.
 */
@Component
class RenewUploads {

  private static final int MOST = 3;

  private final Uploads uploads;
  private final RecordProgress progress;

  RenewUploads(Uploads uploads, RecordProgress progress) {
    this.uploads = uploads;
    this.progress = progress;
  }

  /** Forgets a refused request and the older uploads in it; false when there are none. */
  boolean renew(Exchange exchange, Job job) {
    List<JobFile> reused = Submission.reused(exchange);
    if (reused.isEmpty() || job.attempts() >= MOST) {
      return false;
    }
    if (!progress.request(job, null)) {
      throw new LeaseLost(job.id());
    }
    reused.forEach(file -> uploads.forget(job.account(), file.sha256()));
    return true;
  }
}
