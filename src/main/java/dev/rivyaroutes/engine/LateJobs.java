package dev.rivyaroutes.engine;

import dev.rivyaroutes.ledger.Cause;
import dev.rivyaroutes.ledger.Job;
import dev.rivyaroutes.ledger.JobState;
import dev.rivyaroutes.ledger.RecordProgress;
import dev.rivyaroutes.ledger.Stage;
import dev.rivyaroutes.ledger.Trouble;
import dev.rivyaroutes.rivya.WaitSchedule;
import org.springframework.stereotype.Component;

/**
 * Jobs that Rivya has not finished for longer than is usual: shown as parked, told once, looked at
 * less often, and never given up.
 */
@Component
class LateJobs {

  private final RecordProgress progress;
  private final WaitSchedule schedule;

  LateJobs(RecordProgress progress, WaitSchedule schedule) {
    this.progress = progress;
    this.schedule = schedule;
  }

  boolean isLate(Job job) {
    return schedule.isLate(job);
  }

  /** Parks a late job until its next, rare look. */
  void park(Job job, Stage stage, Cause cause) {
    if (isToldAlready(job)) {
      progress.stillParked(job, stage, schedule.nextLate());
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
