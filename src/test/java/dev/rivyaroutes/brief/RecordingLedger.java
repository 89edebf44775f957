package dev.rivyaroutes.brief;

import dev.rivyaroutes.ledger.accept.AcceptJobs;
import dev.rivyaroutes.ledger.accept.AcceptResult;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.accept.ReferenceUse;
import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.JobState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The once-only rule of the ledger in memory, with a switch for its absence. */
public class RecordingLedger implements AcceptJobs {
  public final List<NewJob> jobs = new ArrayList<>();
  public final Map<String, String> refusals = new HashMap<>();
  final List<Integer> batches = new ArrayList<>();
  public volatile boolean down;
  private final Map<String, AcceptResult> known = new HashMap<>();

  @Override
  public synchronized List<AcceptResult> accept(List<NewJob> arrived) {
    failWhenDown();
    batches.add(arrived.size());
    return arrived.stream().map(this::accept).toList();
  }

  private AcceptResult accept(NewJob job) {
    AcceptResult before = known.get(key(job));
    if (before != null) {
      return new AcceptResult(before.jobId(), true, before.state());
    }
    jobs.add(job);
    return remember(job, JobState.ACCEPTED);
  }

  @Override
  public synchronized AcceptResult refuse(NewJob job, Cause cause) {
    failWhenDown();
    AcceptResult before = known.get(key(job));
    if (before != null) {
      return new AcceptResult(before.jobId(), true, before.state());
    }
    refusals.put(job.sourceId(), cause.text());
    return remember(job, JobState.FAILED);
  }

  @Override
  public synchronized Set<BriefId> findKnown(String flow, Collection<BriefId> briefs) {
    failWhenDown();
    Set<BriefId> found = new HashSet<>(briefs);
    found.removeIf(id -> !known.containsKey(flow + " " + id.key()));
    return found;
  }

  private AcceptResult remember(NewJob job, JobState state) {
    AcceptResult accepted = new AcceptResult("job-" + (known.size() + 1), false, state);
    known.put(key(job), accepted);
    return accepted;
  }

  private void failWhenDown() {
    if (down) {
      throw new LedgerUnavailable("ledger: connection refused", null);
    }
  }

  private static String key(NewJob job) {
    return job.flow() + " " + job.brief().key();
  }

  @Override
  public synchronized void recordReference(String flow, BriefId file, String jobId) {
    failWhenDown();
    known.putIfAbsent(flow + " " + file.key(), new AcceptResult(jobId, false, JobState.DONE));
  }

  @Override
  public synchronized List<ReferenceUse> findReferenceUses(String flow, String sha256) {
    return jobs.stream()
        .filter(job -> job.flow().equals(flow))
        .flatMap(
            job ->
                job.references().stream()
                    .filter(file -> sha256.equals(file.sha256()))
                    .map(
                        file ->
                            new ReferenceUse(
                                known.get(key(job)).jobId(),
                                job.sourceName(),
                                file.beside() == null ? file.name() : file.beside())))
        .toList();
  }
}
