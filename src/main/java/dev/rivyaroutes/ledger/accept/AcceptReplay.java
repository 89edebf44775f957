package dev.rivyaroutes.ledger.accept;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Accepts the brief of a job that has ended once more, as a new job. When it returns, the job is
 * committed; after an exception it is unknown whether it is, and the same call can be repeated.
 */
@Component
public final class AcceptReplay {

  private static final String HAS_ENDED =
      "exists (select 1 from job ended where ended.id = ?"
          + " and ended.state in ('done', 'failed', 'cancelled'))";

  private final GroupCommit commit;
  private final KnownBriefs known;
  private final InsertJob insert;
  private final Clock clock;

  public AcceptReplay(GroupCommit commit, JdbcTemplate jdbc, Outbox outbox, Clock clock) {
    this.commit = commit;
    this.known = new KnownBriefs(jdbc);
    this.insert = new InsertJob(outbox);
    this.clock = clock;
  }

  /**
   * @param job its brief has an id of its own: the same id makes one job
   * @param ended the job that is replayed
   * @param with what is committed with the new job, by the id of that
   * @return empty if that job has not ended, or not any more; nothing was changed then
   */
  public Optional<AcceptResult> accept(NewJob job, String ended, Function<String, List<Sql>> with) {
    Instant now = clock.instant();
    String id = JobRows.newId(now);
    List<Sql> then = new ArrayList<>();
    then.add(Sql.of("update job set replay_of = ? where id = ?", ended, id));
    then.addAll(with.apply(id));
    Write replay = insert.write(id, job, null, now).onlyIf(Sql.of(HAS_ENDED, ended), then);
    if (commit.write(replay)) {
      return Optional.of(new AcceptResult(id, false, JobState.ACCEPTED));
    }
    return Optional.of(known.find(job)).filter(before -> before.jobId() != null);
  }
}
