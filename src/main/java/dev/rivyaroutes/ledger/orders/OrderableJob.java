package dev.rivyaroutes.ledger.orders;

import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.JobState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A job as an order finds it.
 *
 * @param job the row; an order is carried out only while its version stands
 * @param stage the loop that moves it on; null when it rests
 * @param leaseEnd until when a process works on it; null when none does
 * @param key its idempotency key
 * @param submittable whether its brief was accepted whole, so that it can be sent
 * @param made whether the bytes of its send are stored, so that they may go out at any moment
 * @param inDoubt whether a send may have gone out of which nothing is known
 * @param updatedAt when the row was last written, by the work under a lease too
 */
record OrderableJob(
    Job job,
    Stage stage,
    Instant leaseEnd,
    String key,
    boolean submittable,
    boolean requestStored,
    boolean inDoubt,
    Instant updatedAt) {

  static Optional<OrderableJob> read(JdbcTemplate jdbc, String id) {
    return jdbc
        .query(
            "select "
                + JobRows.COLUMNS
                + ", stage, owner, due_at, idempotency_key, updated_at, request is not null as made,"
                + " (select count(*) from job_event e"
                + " where e.job_id = job.id and e.state = 'accepted') as accepted"
                + " from job join job_content on job_content.job_id = job.id where id = ?",
            (row, n) ->
                new OrderableJob(
                    JobRows.read(row),
                    Stage.fromColumn(row.getString("stage")),
                    row.getString("owner") == null ? null : JobRows.instant(row, "due_at"),
                    row.getString("idempotency_key"),
                    row.getString("account") != null && row.getInt("accepted") > 0,
                    row.getBoolean("made"),
                    row.getBoolean("made") && row.getObject("sent_at") != null,
                    JobRows.instant(row, "updated_at")),
            id)
        .stream()
        .findFirst();
  }

  /** The key of the next attempt: {@code <id>-2}, {@code <id>-3} and so on. */
  String nextKey() {
    int dash = key.lastIndexOf('-');
    int attempt = dash < 0 ? 1 : Integer.parseInt(key.substring(dash + 1));
    return job.id() + "-" + (attempt + 1);
  }

  /** Whether a process works on sending it. */
  boolean isBeingSent(Instant now) {
    return job.state() == JobState.SUBMITTING && leaseEnd != null && leaseEnd.isAfter(now);
  }

  /** Whether the call that is paid for may be out. */
  boolean isCallOut(Instant now) {
    return requestStored && isBeingSent(now);
  }

  static List<String> files(JdbcTemplate jdbc, String id, String role) {
    return jdbc.queryForList(
        "select sha256 from job_file where job_id = ? and role = ? and sha256 is not null",
        String.class,
        id,
        role);
  }
}
