package dev.rivyaroutes.ledger.claim;

import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.lease.Leases;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes claims into job rows, in the transaction that has locked them. */
final class WriteClaims {

  private static final String CLAIM =
      "update job set state = ?, due_at = ?, owner = ?, version = version + 1, claims = claims + 1,"
          + " sent_at = ?, updated_at = ?, estimated_credits = ?, held_credits = ?, held_day = ?"
          + " where id = ?";

  private final JdbcTemplate jdbc;
  private final Leases leases;

  WriteClaims(JdbcTemplate jdbc, Leases leases) {
    this.jdbc = jdbc;
    this.leases = leases;
  }

  List<Job> write(Stage stage, List<Job> jobs, Instant now) {
    OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
    OffsetDateTime end = leases.endFrom(now).atOffset(ZoneOffset.UTC);
    List<Object[]> rows = new ArrayList<>(jobs.size());
    for (Job job : jobs) {
      rows.add(
          new Object[] {
            JobState.during(stage, job.state()).column(),
            end,
            leases.owner(),
            sentAt(stage, job, at),
            at,
            job.estimatedCredits(),
            job.reservation() == null ? null : job.reservation().credits(),
            job.reservation() == null ? null : job.reservation().day(),
            job.id()
          });
    }
    if (!rows.isEmpty()) {
      jdbc.batchUpdate(CLAIM, rows);
    }
    return jobs.stream().map(Job::claimed).toList();
  }

  private static OffsetDateTime sentAt(Stage stage, Job job, OffsetDateTime now) {
    if (!stage.sends()) {
      return null;
    }
    return job.sentAt() == null ? now : job.sentAt().atOffset(ZoneOffset.UTC);
  }
}
