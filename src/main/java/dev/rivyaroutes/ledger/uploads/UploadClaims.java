package dev.rivyaroutes.ledger.uploads;

import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.Job;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Claims of uploads, so that over all replicas one job uploads the same bytes. A claim ends with
 * the lease of its job, so that no job waits for a crashed process.
 */
@Component
public final class UploadClaims {

  /** The code of jobs that wait for the upload of another job. */
  public static final String CODE = "upload";

  private static final String INSERT =
      "insert into upload_claim (account, sha256, job_id, version) select ?, ?,"
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

  /** A claim; until is null if its job is no longer claimed. */
  private record UploadClaim(String jobId, long version, Instant until) {

    boolean isValidAt(Instant now) {
      return until != null && until.isAfter(now);
    }
  }

  /**
   * Claims the upload of these bytes for a claimed job.
   *
   * @return empty if this job has the claim; otherwise when the claim of another job ends
   */
  public Optional<Instant> claim(Job job, String sha256) {
    Instant now = clock.instant();
    Optional<UploadClaim> existing = find(job.account(), sha256);
    if (existing.isEmpty()) {
      Sql insert =
          Sql.of(INSERT, job.account(), sha256, job.id(), job.version(), job.account(), sha256);
      return write(sha256, insert) ? Optional.empty() : Optional.of(now);
    }
    UploadClaim other = existing.get();
    if (other.jobId().equals(job.id()) && other.version() == job.version()) {
      return Optional.empty();
    }
    if (other.isValidAt(now)) {
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

  private Optional<UploadClaim> find(String account, String sha256) {
    return Sql.of(
            "select c.job_id, c.version, j.due_at from upload_claim c left join job j on"
                + " j.id = c.job_id and j.version = c.version and j.owner is not null"
                + " where c.account = ? and c.sha256 = ?",
            account,
            sha256)
        .first(
            jdbc,
            (row, n) ->
                new UploadClaim(
                    row.getString("job_id"),
                    row.getLong("version"),
                    Columns.instant(row, "due_at")));
  }

  /**
   * Releases a job if no other job has the claim. Called after the job was parked, because the
   * other job may have ended just before.
   */
  public void wakeIfFree(Job job, String sha256) {
    Instant now = clock.instant();
    Optional<UploadClaim> existing = find(job.account(), sha256);
    if (existing.isPresent() && existing.get().isValidAt(now)) {
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
    commit.write(new Write(job.id(), wake, List.of(), WorkSignal.wakeSending(job.account(), now)));
  }

  /** Releases the claims of a job that ends without an upload; one waiting job tries next. */
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
          new Write(
              sha256,
              deleteClaim(job, sha256),
              List.of(wakeOne),
              WorkSignal.wakeSending(job.account(), now)));
    }
  }

  static Sql deleteClaim(Job job, String sha256) {
    return Sql.of(
        "delete from upload_claim where account = ? and sha256 = ? and job_id = ? and version = ?",
        job.account(),
        sha256,
        job.id(),
        job.version());
  }

  /** Releases all jobs that wait for these bytes. */
  static Sql wakeAll(String account, String sha256, Instant now) {
    return Sql.of("update job set due_at = ? where " + WAITING, now, account, now, sha256);
  }

  private boolean write(String sha256, Sql guard) {
    return commit.write(new Write(sha256, guard));
  }
}
