package dev.rivyaroutes.ledger.uploads;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobRows;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Which job brings which bytes to Rivya now, over all replicas. A claim holds as long as the claim
 * of its job: it ends with the job's lease, so that nobody waits for a process that died.
 */
@Component
public final class UploadClaims {

  /** The code of jobs that wait for another job's upload. */
  public static final String CODE = "upload";

  private static final String INSERT =
      "insert into upload_claim (account, sha256, job_id, version) select ?, cast(? as char(64)),"
          + " ?, ? where not exists (select 1 from upload_claim where account = ? and sha256 = ?)";

  private static final String TAKE_OVER =
      "update upload_claim set job_id = ?, version = ?"
          + " where account = ? and sha256 = ? and job_id = ? and version = ?";

  private static final String WAITING =
      "state = 'parked' and code = '"
          + CODE
          + "' and stage in ('submit', 'turn') and account = ? and due_at > ? and id in"
          + " (select job_id from job_file where sha256 = ? and role = 'reference')";

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final Clock clock;

  public UploadClaims(GroupCommit commit, JdbcTemplate jdbc, Clock clock) {
    this.commit = commit;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Whose claim it is; until is null where that job's work has ended. */
  private record Held(String jobId, long version, Instant until) {

    boolean holdsAt(Instant now) {
      return until != null && until.isAfter(now);
    }
  }

  /**
   * Claims the upload of these bytes for a claimed job.
   *
   * @return empty when it is this job's; else until when another job holds it
   */
  public Optional<Instant> claim(Job job, String sha256) {
    Instant now = clock.instant();
    Optional<Held> held = held(job.account(), sha256);
    if (held.isEmpty()) {
      Sql insert =
          Sql.of(INSERT, job.account(), sha256, job.id(), job.version(), job.account(), sha256);
      return write(sha256, insert) ? Optional.empty() : Optional.of(now);
    }
    Held other = held.get();
    if (other.jobId().equals(job.id()) && other.version() == job.version()) {
      return Optional.empty();
    }
    if (other.holdsAt(now)) {
      return Optional.of(other.until());
    }
    Sql takeOver =
        Sql.of(
            TAKE_OVER,
            job.id(),
            job.version(),
            job.account(),
            sha256,
            other.jobId(),
            other.version());
    return write(sha256, takeOver) ? Optional.empty() : Optional.of(now);
  }

  private Optional<Held> held(String account, String sha256) {
    return jdbc
        .query(
            "select c.job_id, c.version, j.due_at from upload_claim c left join job j on"
                + " j.id = c.job_id and j.version = c.version and j.owner is not null"
                + " where c.account = ? and c.sha256 = ?",
            (row, n) ->
                new Held(
                    row.getString("job_id"),
                    row.getLong("version"),
                    JobRows.instant(row, "due_at")),
            account,
            sha256)
        .stream()
        .findFirst();
  }

  /**
   * Called after a job was parked to wait for another: lets it go on when nobody has the claim any
   * more, since the end of the other may have looked for it too soon.
   */
  public void wakeIfFree(Job job, String sha256) {
    Instant now = clock.instant();
    Optional<Held> held = held(job.account(), sha256);
    if (held.isPresent() && held.get().holdsAt(now)) {
      return;
    }
    Sql wake =
        Sql.of(
            "update job set due_at = ? where id = ? and state = 'parked' and code = '"
                + CODE
                + "' and due_at > ?",
            now,
            job.id(),
            now);
    commit.write(new Write(job.id(), wake, List.of(), wakes(job.account(), now)));
  }

  /** The job has ended its work without an upload: one of those that wait tries it next. */
  public void release(Job job) {
    Instant now = clock.instant();
    List<String> claimed =
        jdbc.queryForList(
            "select sha256 from upload_claim where job_id = ? and version = ?",
            String.class,
            job.id(),
            job.version());
    for (String sha256 : claimed) {
      Sql wakeOne =
          Sql.of(
              "update job set due_at = ? where id = (select min(id) from job where "
                  + WAITING
                  + ") and due_at > ?",
              now,
              job.account(),
              now,
              sha256,
              now);
      commit.write(
          new Write(sha256, deleteClaim(job, sha256), List.of(wakeOne), wakes(job.account(), now)));
    }
  }

  /** The claim of this job, and no other's, ends. */
  static Sql deleteClaim(Job job, String sha256) {
    return Sql.of(
        "delete from upload_claim where account = ? and sha256 = ? and job_id = ? and version = ?",
        job.account(),
        sha256,
        job.id(),
        job.version());
  }

  /** All jobs that wait for these bytes are due now. */
  static Sql wakeAll(String account, String sha256, Instant now) {
    return Sql.of("update job set due_at = ? where " + WAITING, now, account, now, sha256);
  }

  static List<Write.Wake> wakes(String account, Instant now) {
    return List.of(
        new Write.Wake(WorkSignal.queue(Stage.SUBMIT, account), now),
        new Write.Wake(WorkSignal.queue(Stage.TURN, account), now));
  }

  private boolean write(String sha256, Sql guard) {
    return commit.write(new Write(sha256, guard, List.of(), List.of()));
  }
}
