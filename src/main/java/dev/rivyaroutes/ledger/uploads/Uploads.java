package dev.rivyaroutes.ledger.uploads;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The uploaded files of an account by content, so that the same bytes are uploaded once. */
@Component
public final class Uploads {

  /**
   * A file at Rivya.
   *
   * @param fileId Rivya's id
   * @param url the address for the create call
   * @param durationToken for audio and video; may be null
   */
  public record Upload(String fileId, String url, String durationToken) {}

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final Clock clock;

  public Uploads(GroupCommit commit, JdbcTemplate jdbc, Clock clock) {
    this.commit = commit;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** An upload of these bytes that is not older than the age. */
  public Optional<Upload> find(String account, String sha256, Duration age) {
    return Sql.of(
            "select file_id, url, duration_token from upload"
                + " where account = ? and sha256 = ? and uploaded_at > ?",
            account,
            sha256,
            clock.instant().minus(age))
        .first(jdbc, (row, n) -> new Upload(row.getString(1), row.getString(2), row.getString(3)));
  }

  /** Records an upload, ends the claim of the job, and releases all jobs that wait for it. */
  public void record(Job job, String sha256, Upload upload) {
    String account = job.account();
    Instant now = clock.instant();
    List<Sql> followUps =
        List.of(UploadClaims.deleteClaim(job, sha256), UploadClaims.wakeAll(account, sha256, now));
    Sql update =
        Sql.of(
            "update upload set file_id = ?, url = ?, duration_token = ?, uploaded_at = ?"
                + " where account = ? and sha256 = ?",
            upload.fileId(),
            upload.url(),
            upload.durationToken(),
            now,
            account,
            sha256);
    Sql insert =
        Sql.of(
            "insert into upload (file_id, url, duration_token, uploaded_at, account, sha256)"
                + " select ?, ?, ?, ?, ?, ?"
                + " where not exists (select 1 from upload where account = ? and sha256 = ?)",
            upload.fileId(),
            upload.url(),
            upload.durationToken(),
            now,
            account,
            sha256,
            account,
            sha256);
    List<Write.Wake> wakes = WorkSignal.wakeSending(account, now);
    if (!commit.write(new Write(sha256, insert, followUps, wakes))) {
      commit.write(new Write(sha256, update, followUps, wakes));
    }
  }

  /** Deletes an upload that Rivya no longer has, unless there is a newer one. */
  public void delete(String account, String sha256, String fileId) {
    Sql guard =
        Sql.of(
            "delete from upload where account = ? and sha256 = ? and file_id = ?",
            account,
            sha256,
            fileId);
    commit.write(new Write(sha256, guard));
  }
}
