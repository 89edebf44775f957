package dev.rivyaroutes.ledger.accept;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.SourceKey;
import dev.rivyaroutes.ledger.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Accepts briefs under the unique key of their fields, with a conditional insert that the unique
 * index backs. Briefs of earlier versions of the program are known by their legacy key.
 */
@Component
public final class AcceptJobsOnce implements AcceptJobs {

  /** A reference is known by its key alone, like a brief whose job was deleted. */
  private static final String REFERENCE_KEY =
      "insert into past_job (flow, source_key, job_id, state) select ?, ?, ?, 'done'"
          + " where "
          + InsertJob.absent("job")
          + " and "
          + InsertJob.absent("past_job");

  private final GroupCommit commit;
  private final KnownBriefs known;
  private final InsertJob insert;
  private final Clock clock;

  public AcceptJobsOnce(GroupCommit commit, JdbcTemplate jdbc, Outbox outbox, Clock clock) {
    this.commit = commit;
    this.known = new KnownBriefs(jdbc);
    this.insert = new InsertJob(outbox);
    this.clock = clock;
  }

  @Override
  public List<AcceptResult> accept(List<NewJob> jobs) {
    return begin(jobs).get();
  }

  @Override
  public Supplier<List<AcceptResult>> begin(List<NewJob> jobs) {
    return insert(jobs, null);
  }

  @Override
  public AcceptResult refuse(NewJob job, Cause cause) {
    return insert(List.of(job), cause).get().get(0);
  }

  private Supplier<List<AcceptResult>> insert(List<NewJob> jobs, Cause refusal) {
    Instant now = clock.instant();
    List<String> ids = jobs.stream().map(job -> JobRows.newId(now)).toList();
    List<Write> writes = new ArrayList<>(jobs.size());
    for (int i = 0; i < jobs.size(); i++) {
      writes.add(insert.write(ids.get(i), jobs.get(i), refusal, now));
    }
    Supplier<List<Boolean>> inserted = commit.begin(writes);
    return () -> results(jobs, ids, inserted.get(), refusal);
  }

  private List<AcceptResult> results(
      List<NewJob> jobs, List<String> ids, List<Boolean> inserted, Cause refusal) {
    List<AcceptResult> results = new ArrayList<>(jobs.size());
    for (int i = 0; i < jobs.size(); i++) {
      results.add(
          inserted.get(i)
              ? new AcceptResult(
                  ids.get(i), false, refusal == null ? JobState.ACCEPTED : JobState.FAILED)
              : known.find(jobs.get(i)));
    }
    return results;
  }

  @Override
  public Set<BriefId> findKnown(String flow, Collection<BriefId> briefs) {
    return known.findKnown(flow, briefs);
  }

  @Override
  public void recordReference(String flow, BriefId file, String jobId) {
    List<Object> values = new ArrayList<>(List.of(flow, SourceKey.packed(file.key()), jobId));
    values.addAll(List.of(flow, file.key(), flow, SourceKey.packed(file.key())));
    commit.write(new Write(file.key(), new Sql(REFERENCE_KEY, values)));
  }

  @Override
  public List<ReferenceUse> findReferenceUses(String flow, String sha256) {
    return known.findReferenceUses(flow, sha256);
  }
}
