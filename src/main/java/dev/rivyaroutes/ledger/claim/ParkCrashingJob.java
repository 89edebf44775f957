package dev.rivyaroutes.ledger.claim;

import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.Timeline;
import dev.rivyaroutes.ledger.job.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.JdbcTemplate;

/** Sets aside a job whose claims never came to an outcome, so that it ends the program no more. */
public final class ParkCrashingJob {

  private static final String POISON =
      "update job set state = 'parked', stage = null, owner = null, version = version + 1,"
          + " trouble = 'unknown', code = 'poison', cause = ?, request_id = null, updated_at = ? where id = ?";
  public static final Duration POSTPONEMENT = Duration.ofMillis(500);

  private final JdbcTemplate jdbc;

  ParkCrashingJob(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void park(Stage stage, Job job, int claims, Instant now) {
    Cause cause =
        Cause.of(
            Trouble.UNKNOWN,
            "The program ended "
                + claims
                + " times while it worked on this job. It is set aside so that it ends the program no"
                + " more. "
                + (stage.sends() ? "Rivya may have made it. " : "")
                + "Look at Rivya, then replay or cancel it.");
    OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
    jdbc.update(POISON, cause.text(), at, job.id());
    Timeline.event(job.id(), now, JobState.PARKED.column(), claims, cause, null).run(jdbc);
  }

  /** Another job has its last claim now; this one waits for its turn. */
  void postpone(Job job, Instant now) {
    jdbc.update(
        "update job set due_at = ? where id = ?",
        now.plus(POSTPONEMENT).atOffset(ZoneOffset.UTC),
        job.id());
  }
}
