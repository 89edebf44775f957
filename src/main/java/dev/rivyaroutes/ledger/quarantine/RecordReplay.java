package dev.rivyaroutes.ledger.quarantine;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.JobRows;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Records what became of an order, only while the process that records it has claimed it. */
final class RecordReplay {

  private static final String LINK =
      "update job set replay_of = ? where id = any(?) and id <> ? and replay_of is null"
          + " and created_at >= ?";

  private static final int LINKS = 1_000;

  private final GroupCommit commit;
  private final Clock clock;

  RecordReplay(GroupCommit commit, Clock clock) {
    this.commit = commit;
    this.clock = clock;
  }

  boolean taken(QuarantinedMessage claimed, String outcome, List<String> made, List<String> known) {
    Instant now = clock.instant();
    String refusedJob = claimed.message().refusal().jobId();
    List<Sql> then = new ArrayList<>();
    if (refusedJob != null) {
      then.add(Sql.of(ReplayQuarantined.EVENT, now, Cause.truncated(outcome), refusedJob));
      link(refusedJob, made, Instant.EPOCH, then);
      link(refusedJob, known, claimed.order().at(), then);
    }
    return write(
        claimed,
        then,
        "state = 'taken', taken_at = ?, outcome = ?, due_at = ?",
        now,
        Cause.truncated(outcome),
        now);
  }

  private static void link(String refusedJob, List<String> jobs, Instant since, List<Sql> then) {
    for (int i = 0; i < jobs.size(); i += LINKS) {
      List<String> some = jobs.subList(i, Math.min(i + LINKS, jobs.size()));
      then.add(Sql.of(LINK, refusedJob, JobRows.array(some), refusedJob, since));
    }
  }

  boolean refused(QuarantinedMessage claimed, Refusal refusal) {
    String job = refusal.jobId() == null ? claimed.message().refusal().jobId() : refusal.jobId();
    return write(
        claimed,
        List.of(),
        "state = 'kept', code = ?, reason = ?, job_id = ?, outcome = ?, due_at = ?",
        refusal.code(),
        Cause.truncated(refusal.reason()),
        job,
        "refused again",
        clock.instant());
  }

  boolean retry(QuarantinedMessage claimed, String cause, Instant then) {
    return write(claimed, List.of(), "outcome = ?, due_at = ?", Cause.truncated(cause), then);
  }

  private boolean write(QuarantinedMessage claimed, List<Sql> then, String set, Object... values) {
    List<Object> all = new ArrayList<>(Arrays.asList(values));
    all.addAll(List.of(claimed.id(), claimed.version()));
    Sql guard =
        new Sql(
            "update quarantine set "
                + set
                + ", owner = null, version = version + 1 where id = ? and version = ?",
            all);
    return commit.write(new Write(claimed.id(), guard, then, List.of()));
  }
}
