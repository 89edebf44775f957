package dev.rivyaroutes.engine.failure;

import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.progress.RecordProgress;
import dev.rivyaroutes.rivya.wait.WaitSchedule;
import org.springframework.stereotype.Component;

/**
 * Jobs that Rivya has not finished for longer than is usual: shown as parked, told once, looked at
 * less often, and never given up.
 */
@Component
public class LateJobs {

  private final RecordProgress progress;
  private final WaitSchedule schedule;

  LateJobs(RecordProgress progress, WaitSchedule schedule) {
    this.progress = progress;
    this.schedule = schedule;
  }

  public boolean isLate(Job job) {
    return schedule.isLate(job);
  }

  /** Parks a late job until its next, rare look. */
  public void park(Job job, Stage stage, Cause cause) {
    if (isToldAlready(job)) {
      progress.keepParked(job, stage, schedule.nextLate());
    } else {
      Cause late = FailureWords.late(job, schedule.deadline(), cause);
      progress.park(job, stage, late, schedule.nextLate(), null);
    }
  }

  private static boolean isToldAlready(Job job) {
    return job.state() == JobState.PARKED
        && job.cause() != null
        && job.cause().trouble() == Trouble.UNKNOWN;
  }
}
