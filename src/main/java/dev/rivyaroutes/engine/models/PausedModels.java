package dev.rivyaroutes.engine.models;

import dev.rivyaroutes.engine.failure.KeyLife;
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
 * Sets a job aside while its model is not available. It goes on when the catalogue tells the model
 * again; should that go unnoticed, a look finds it.
 */
@Component
public class PausedModels {

  private final KnownModels known;
  private final ModelJobs jobs;
  private final RecordProgress progress;
  private final ModelProperties properties;
  private final Clock clock;

  PausedModels(
      KnownModels known,
      ModelJobs jobs,
      RecordProgress progress,
      ModelProperties properties,
      Clock clock) {
    this.known = known;
    this.jobs = jobs;
    this.progress = progress;
    this.properties = properties;
    this.clock = clock;
  }

  /** Puts the job aside while its model is not available; false when it may go on. */
  public boolean setAside(Job job) {
    Optional<ModelPause> pause = known.pause(job);
    pause.ifPresent(found -> setAside(job, found));
    return pause.isPresent();
  }

  private void setAside(Job job, ModelPause pause) {
    String text =
        "Flow "
            + job.flow()
            + " waits for its model; the job goes on by itself when it is available again. "
            + pause.text();
    Cause cause = new Cause(Trouble.MODEL, ModelJobs.CODE, text, null);
    Instant look = clock.instant().plus(properties.refresh());
    if (KeyLife.unknownSince(job) == null) {
      progress.parkUnsent(job, cause, look);
    } else {
      progress.park(job, job.kind().first(), cause, look, KeyLife.unknownSince(job));
    }
    if (known.pause(job).isEmpty()) {
      jobs.releaseIfAvailable(job, known.baseUrl(job.account()));
    }
  }
}
