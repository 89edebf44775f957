package dev.rivyaroutes.engine.settle;

import dev.rivyaroutes.engine.models.SyncModels;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.models.ModelJobs;
import dev.rivyaroutes.ledger.progress.RecordProgress;
import dev.rivyaroutes.rivya.model.ModelPause;
import dev.rivyaroutes.rivya.model.ModelProperties;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Parks a job while its model is not available. The job continues when the catalogue has the model
 * again; a check at each refresh is the fallback.
 */
@Component
public class ParkForModel {

  private final SyncModels models;
  private final ModelJobs jobs;
  private final RecordProgress progress;
  private final ModelProperties properties;
  private final Clock clock;

  ParkForModel(
      SyncModels models,
      ModelJobs jobs,
      RecordProgress progress,
      ModelProperties properties,
      Clock clock) {
    this.models = models;
    this.jobs = jobs;
    this.progress = progress;
    this.properties = properties;
    this.clock = clock;
  }

  /** Parks the job when its model is not available; false when it may be sent. */
  public boolean park(Job job) {
    Optional<ModelPause> pause = models.pause(job);
    pause.ifPresent(found -> park(job, found));
    return pause.isPresent();
  }

  private void park(Job job, ModelPause pause) {
    String text =
        "Flow %s waits for its model. The job continues automatically when the model is available again. %s"
            .formatted(job.flow(), pause.text());
    Cause cause = new Cause(Trouble.MODEL, ModelJobs.CODE, text, null);
    Instant nextCheck = clock.instant().plus(properties.refresh());
    if (KeyLife.unknownSince(job) == null) {
      progress.parkUnsent(job, cause, nextCheck);
    } else {
      progress.park(job, job.kind().first(), cause, nextCheck, KeyLife.unknownSince(job));
    }
    if (models.pause(job).isEmpty()) {
      jobs.releaseIfAvailable(job, models.baseUrl(job.account()));
    }
  }
}
