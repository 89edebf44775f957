package dev.rivyaroutes.ledger.orders;

import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.Visibility;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A job as an order finds it.
 *
 * @param job the row; the order is committed only if its version is unchanged
 * @param stage its stage; null if it waits for a person or has ended
 * @param leaseEnd the end of its lease; null if no process has claimed it
 * @param key its idempotency key
 * @param submittable whether its brief was valid, so that it can be sent
 * @param requestStored whether the body of its call is stored, so that it may be sent at any time
 * @param inDoubt whether a call of unknown effect may have been sent
 * @param updatedAt when the row was last updated, under a lease too
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

  private static final String SELECT =
      "select "
          + JobRows.COLUMNS
          + ", stage, owner, due_at, idempotency_key, updated_at, request is not null as made,"
          + " (select count(*) from job_event e"
          + " where e.job_id = job.id and e.state = 'accepted') as accepted"
          + " from job join job_content on job_content.job_id = job.id where ";

  static Optional<OrderableJob> read(JdbcTemplate jdbc, String id, Visibility sees) {
    return Sql.of(SELECT + "id = ?", id).and(sees.onJob()).first(jdbc, OrderableJob::read);
  }

  static List<OrderableJob> readAll(JdbcTemplate jdbc, Collection<String> ids) {
    return Sql.of(SELECT + "id = any(?)", JobRows.array(ids)).query(jdbc, OrderableJob::read);
  }

  private static OrderableJob read(ResultSet row, int n) throws SQLException {
    return new OrderableJob(
        JobRows.read(row),
        Stage.fromColumn(row.getString("stage")),
        row.getString("owner") == null ? null : Columns.instant(row, "due_at"),
        row.getString("idempotency_key"),
        row.getString("account") != null && row.getInt("accepted") > 0,
        row.getBoolean("made"),
        row.getBoolean("made") && row.getObject("sent_at") != null,
        Columns.instant(row, "updated_at"));
  }

  /** The key of the next attempt: {@code <id>-2}, {@code <id>-3} and so on. */
  String nextKey() {
    int dash = key.lastIndexOf('-');
    int attempt = dash < 0 ? 1 : Integer.parseInt(key.substring(dash + 1));
    return job.id() + "-" + (attempt + 1);
  }

  boolean isBeingSent(Instant now) {
    return job.state() == JobState.SUBMITTING && leaseEnd != null && leaseEnd.isAfter(now);
  }

  boolean isCallInFlight(Instant now) {
    return requestStored && isBeingSent(now);
  }

  /** Refuses an order that needs files which the media store no longer has. */
  static void requireKept(
      JdbcTemplate jdbc, Job job, String role, Predicate<String> kept, String refusal)
      throws OrderRefused {
    List<String> files =
        Sql.of(
                "select sha256 from job_file where job_id = ? and role = ? and sha256 is not null",
                job.id(),
                role)
            .query(jdbc, (row, n) -> row.getString(1));
    if (!files.stream().allMatch(kept)) {
      throw new OrderRefused(OrderRefused.Why.MEDIA_GONE, refusal);
    }
  }
}
