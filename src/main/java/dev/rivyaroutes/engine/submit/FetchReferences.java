package dev.rivyaroutes.engine.submit;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.engine.settle.LeaseLost;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.progress.RecordProgress;
import dev.rivyaroutes.media.MediaKind;
import dev.rivyaroutes.media.MediaProperties;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.media.StoredMedia;
import dev.rivyaroutes.media.TooLargeException;
import dev.rivyaroutes.rivya.model.ModelCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** The steps of fetch-references: which references to download, and storing each. */
@Component("fetchReferences")
public class FetchReferences {

  private final RecordProgress progress;
  private final MediaStore media;
  private final MediaProperties.Limits limits;
  private final ModelCatalogue models;

  FetchReferences(
      RecordProgress progress,
      MediaStore media,
      MediaProperties properties,
      ModelCatalogue models) {
    this.progress = progress;
    this.media = media;
    this.limits = properties.limits();
    this.models = models;
  }

  /** The references of which only the address is known. */
  static List<JobFile> remote(Job job) {
    return job.content().files().stream().filter(file -> file.sha256() == null).toList();
  }

  public List<JobFile> remote(Exchange exchange) {
    return remote(exchange.getVariable(Variables.JOB, Job.class));
  }

  /** Stores a downloaded reference in the media store and records it in the ledger. */
  public void store(
      @Variable(Variables.JOB) Job job,
      @Variable("reference") JobFile remote,
      @Body InputStream bytes)
      throws IOException, BriefRefused {
    StoredMedia stored = store(remote, bytes);
    MediaKind kind = stored.type().kind();
    if (kind == MediaKind.OTHER || stored.size() > limits.bytes(kind)) {
      throw new BriefRefused(
          "The reference %s is %s by its first bytes and has %d bytes."
                  .formatted(remote.name(), stored.type().contentType(), stored.size())
              + " Provide an image (JPEG, PNG, WebP), a video (MP4, MOV, WebM) or an audio file (MP3,"
              + " M4A, WAV, AAC, OGG) within the limits.");
    }
    JobFile file =
        new JobFile(
            remote.n(),
            remote.name(),
            stored.type().contentType(),
            kind.wireName(),
            stored.size(),
            stored.sha256(),
            remote.url());
    models.checkReference(job.account(), job.model(), file);
    if (!progress.recordReference(job, file)) {
      throw new LeaseLost(job.id());
    }
  }

  private StoredMedia store(JobFile remote, InputStream bytes) throws IOException, BriefRefused {
    try {
      return media.put(
          bytes, Math.max(limits.bytes(MediaKind.VIDEO), limits.bytes(MediaKind.IMAGE)));
    } catch (TooLargeException e) {
      throw new BriefRefused(
          "The reference %s is larger than %d bytes. Make it smaller."
              .formatted(remote.name(), e.maxBytes()));
    }
  }

  /** All references are stored: the job can be sent. */
  public void recordFetched(@Variable(Variables.JOB) Job job) {
    if (!progress.recordReferencesFetched(job)) {
      throw new LeaseLost(job.id());
    }
  }
}
