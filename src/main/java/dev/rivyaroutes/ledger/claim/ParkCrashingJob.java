package dev.rivyaroutes.ledger.claim;

import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.Timeline;
import dev.rivyaroutes.ledger.job.Trouble;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;

/** Parks a job whose claims never had an outcome, so that it does not crash the program again. */
public final class ParkCrashingJob {

  public static final Duration POSTPONEMENT = Duration.ofMillis(500);

  private static final String PARK =
      "update job set state = 'parked', stage = null, owner = null, version = version + 1,"
          + " trouble = 'unknown', code = 'poison', cause = ?, request_id = null, updated_at = ?"
          + " where id = ?";

  private final JdbcTemplate jdbc;

  ParkCrashingJob(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void park(Stage stage, Job job, int claims, Instant now) {
    String text =
        "The program crashed %d times while processing this job, so the job is parked.%s Replay it to try again, or cancel it."
            .formatted(
                claims,
                stage.sends()
                    ? " Rivya may have received it; check the account at Rivya first."
                    : "");
    Cause cause = Cause.of(Trouble.UNKNOWN, text);
    Sql.of(PARK, cause.text(), now, job.id()).run(jdbc);
    Timeline.event(job.id(), now, JobState.PARKED.column(), claims, cause, null).run(jdbc);
  }

  /** Postpones a job whose last claim must wait, because another job has its own. */
  void postpone(Job job, Instant now) {
    postpone(jdbc, job, now);
  }

  static void postpone(JdbcTemplate jdbc, Job job, Instant now) {
    Sql.of("update job set due_at = ? where id = ?", now.plus(POSTPONEMENT), job.id()).run(jdbc);
  }
}
