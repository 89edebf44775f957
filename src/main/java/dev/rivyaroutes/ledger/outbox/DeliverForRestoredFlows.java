package dev.rivyaroutes.ledger.outbox;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.JobUpdate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Delivers the results and failures that arrived while no route file declared their flow, once one
 * does again. The version of each job makes sure that only one replica delivers them.
 */
@Component
public final class DeliverForRestoredFlows {

  private static final int BATCH = 200;
  private static final String NEXT =
      "select "
          + JobRows.COLUMNS
          + " from job where (state = 'delivering' and code = '"
          + Outbox.FLOW_GONE
          + "' or state in ('failed', 'cancelled') and untold)"
          + " and id > ? order by id limit ?";

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final Outbox outbox;
  private final Clock clock;

  public DeliverForRestoredFlows(
      GroupCommit commit, JdbcTemplate jdbc, Outbox outbox, Clock clock) {
    this.commit = commit;
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Returns how many results and failures are now being delivered. */
  public int deliverWaiting() {
    int delivered = 0;
    String last = "";
    List<Job> batch;
    do {
      batch = jdbc.query(NEXT, (row, n) -> JobRows.read(row), last, BATCH);
      Instant now = clock.instant();
      List<Write> writes = new ArrayList<>();
      for (Job job : batch) {
        last = job.id();
        if (outbox.isDeclared(job.flow())) {
          writes.add(
              job.state().isFailure()
                  ? outbox.deliverFailure(new JobUpdate(job, now).to(job.state()), job, now).write()
                  : outbox
                      .deliverResult(
                          new JobUpdate(job, now).clearStage().clearCause(), job, List.of(), now)
                      .write());
        }
      }
      delivered += (int) commit.write(writes).stream().filter(done -> done).count();
    } while (batch.size() == BATCH);
    return delivered;
  }
}
