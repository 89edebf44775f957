package dev.rivyaroutes.engine.submit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.engine.failure.LeaseLost;
import dev.rivyaroutes.engine.failure.UploadElsewhere;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.progress.RecordProgress;
import dev.rivyaroutes.ledger.uploads.Uploads.Upload;
import dev.rivyaroutes.media.MediaKind;
import dev.rivyaroutes.media.MediaProperties;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.media.StoredMedia;
import dev.rivyaroutes.media.TooLargeException;
import dev.rivyaroutes.rivya.call.CreateRequest.Uploaded;
import dev.rivyaroutes.rivya.call.UploadAnswer;
import dev.rivyaroutes.rivya.model.ModelCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * The steps of fetch-references and upload-references: what is to be fetched, what is at Rivya
 * already, and what goes up now.
 */
@Component("references")
public class References {

  private final ReuseUploads uploads;
  private final RecordProgress progress;
  private final MediaStore media;
  private final MediaProperties limits;
  private final ModelCatalogue models;

  References(
      ReuseUploads uploads,
      RecordProgress progress,
      MediaStore media,
      MediaProperties limits,
      ModelCatalogue models) {
    this.uploads = uploads;
    this.progress = progress;
    this.media = media;
    this.limits = limits;
    this.models = models;
  }

  /** The references that are addresses only. */
  static List<JobFile> remote(Job job) {
    return job.content().files().stream().filter(file -> file.sha256() == null).toList();
  }

  /** The same, as a step. */
  public List<JobFile> remote(Exchange exchange) {
    return remote(exchange.getVariable(Variables.JOB, Job.class));
  }

  /** Every reference is kept: the job may be sent. */
  public void kept(@Variable(Variables.JOB) Job job) {
    if (!progress.recordReferencesFetched(job)) {
      throw new LeaseLost(job.id());
    }
  }

  /** Keeps a downloaded remote reference in the media store and in the ledger. */
  public void keep(
      @Variable(Variables.JOB) Job job,
      @Variable("reference") JobFile remote,
      @Body InputStream bytes)
      throws IOException, BriefRefused {
    long most =
        Math.max(limits.limits().bytes(MediaKind.VIDEO), limits.limits().bytes(MediaKind.IMAGE));
    StoredMedia stored;
    try {
      stored = media.put(bytes, most);
    } catch (TooLargeException e) {
      throw new BriefRefused(
          "The reference "
              + remote.name()
              + " is larger than "
              + e.maxBytes()
              + " bytes; make it smaller.");
    }
    MediaKind kind = stored.type().kind();
    if (kind == MediaKind.OTHER || stored.size() > limits.limits().bytes(kind)) {
      throw new BriefRefused(
          "The reference "
              + remote.name()
              + " is "
              + stored.type().contentType()
              + " of "
              + stored.size()
              + " bytes by its first bytes; give an image (JPEG, PNG, WebP), a video (MP4, MOV, WebM)"
              + " or an audio file (MP3, M4A, WAV, AAC, OGG) within the limits.");
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

  /** What the account has uploaded of the same bytes before; null when they are to go up now. */
  public Upload known(@Variable(Variables.JOB) Job job, @Variable("reference") JobFile file)
      throws UploadElsewhere {
    return uploads.find(job, file).orElse(null);
  }

  /** Rivya's answer to an upload, remembered for reuse. */
  public Upload uploaded(
      @Variable(Variables.JOB) Job job,
      @Variable("reference") JobFile file,
      @Body JsonNode answer) {
    Upload upload = UploadAnswer.read(answer);
    uploads.remember(job, file, upload);
    return upload;
  }

  /** What the create call says of this reference. */
  public Uploaded ready(
      @Variable("reference") JobFile file,
      @Variable("known") Upload known,
      @Variable("fresh") Upload fresh) {
    return known == null ? new Uploaded(file, fresh, false) : new Uploaded(file, known, true);
  }

  /** The parts of the create call that the split collected. */
  public void collect(Exchange exchange) {
    exchange.setVariable("uploads", exchange.getMessage().getBody());
  }
}
