package dev.rivyaroutes.ledger.bulk;

import dev.rivyaroutes.ledger.bulk.BulkItem.State;
import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.orders.OrderKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Records which of the jobs that a bulk order has ordered have ended, and how. */
final class JudgeOpenJobs {

  private static final String OPEN =
      "select i.job_id, j.state, j.stage,"
          + " (select count(*) from delivery d where d.job_id = i.job_id and d.state = 'pending')"
          + " as pending,"
          + " (select count(*) from delivery d where d.job_id = i.job_id and d.state = 'dead')"
          + " as dead"
          + " from bulk_item i left join job j on j.id = i.job_id"
          + " where i.bulk_id = ? and i.state = 'open'";

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;

  JudgeOpenJobs(GroupCommit commit, JdbcTemplate jdbc) {
    this.commit = commit;
    this.jdbc = jdbc;
  }

  /** How many ended since the last time. */
  record Ended(long succeeded, long failed) {}

  private record Judged(String jobId, State state) {}

  Ended judge(BulkOrder bulk) {
    OrderKind kind = bulk.request().kind();
    List<Judged> ended =
        Sql.of(OPEN, bulk.id())
            .query(jdbc, (row, n) -> new Judged(row.getString("job_id"), state(kind, row)))
            .stream()
            .filter(one -> one.state() != State.OPEN)
            .toList();
    List<Boolean> written = commit.write(ended.stream().map(one -> write(bulk, one)).toList());
    long succeeded = 0;
    long failed = 0;
    for (int i = 0; i < ended.size(); i++) {
      if (written.get(i)) {
        boolean well = ended.get(i).state() == State.SUCCEEDED;
        succeeded += well ? 1 : 0;
        failed += well ? 0 : 1;
      }
    }
    return new Ended(succeeded, failed);
  }

  private static Write write(BulkOrder bulk, Judged one) {
    return new Write(
        one.jobId(),
        Sql.of(
            "update bulk_item set state = ? where bulk_id = ? and job_id = ? and state = 'open'",
            one.state().column(),
            bulk.id(),
            one.jobId()));
  }

  /** A job that is parked until its cause ends has not ended; one that waits for a person has. */
  private static State state(OrderKind kind, ResultSet row) throws SQLException {
    String column = row.getString("state");
    if (column == null) {
      return State.SUCCEEDED; // It was deleted after its retention.
    }
    boolean pending = row.getInt("pending") > 0;
    boolean dead = row.getInt("dead") > 0;
    if (kind == OrderKind.REDELIVER) {
      return pending ? State.OPEN : dead ? State.FAILED : State.SUCCEEDED;
    }
    return switch (JobState.fromColumn(column)) {
      case DONE -> State.SUCCEEDED;
      case FAILED, CANCELLED -> State.FAILED;
      case PARKED -> row.getString("stage") == null ? State.FAILED : State.OPEN;
      case DELIVERING -> dead && !pending ? State.FAILED : State.OPEN;
      default -> State.OPEN;
    };
  }
}
