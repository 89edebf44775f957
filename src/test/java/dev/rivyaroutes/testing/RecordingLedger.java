package dev.rivyaroutes.testing;

import dev.rivyaroutes.ledger.accept.AcceptJobs;
import dev.rivyaroutes.ledger.accept.AcceptResult;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.accept.ReferenceUse;
import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.JobState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The once-only rule of the ledger in memory, with a switch that makes it unavailable. */
public class RecordingLedger implements AcceptJobs {
  public final List<NewJob> jobs = new CopyOnWriteArrayList<>();
  public final List<Integer> batches = new CopyOnWriteArrayList<>();

  /** The causes by source id. */
  public final Map<String, String> refusals = new ConcurrentHashMap<>();

  /** The refused jobs, in order. */
  public final List<NewJob> refused = new CopyOnWriteArrayList<>();

  public volatile boolean down;

  /** Whether what is begun is committed only when its results are asked for. */
  public volatile boolean deferred;

  public final List<Integer> begun = new CopyOnWriteArrayList<>();
  private final Map<String, AcceptResult> known = new HashMap<>();
  private final Map<String, String> fingerprints = new HashMap<>();

  public synchronized void clear() {
    jobs.clear();
    batches.clear();
    refusals.clear();
    refused.clear();
    known.clear();
    fingerprints.clear();
    down = false;
  }

  public NewJob onlyJob() {
    if (jobs.size() != 1 || !refusals.isEmpty()) {
      throw new AssertionError("jobs " + jobs + ", refusals " + refusals);
    }
    return jobs.get(0);
  }

  @Override
  public synchronized List<AcceptResult> accept(List<NewJob> arrived) {
    failWhenDown();
    batches.add(arrived.size());
    return arrived.stream().map(job -> record(job, JobState.ACCEPTED, null)).toList();
  }

  @Override
  public Supplier<List<AcceptResult>> begin(List<NewJob> arrived) {
    if (!deferred) {
      return AcceptJobs.super.begin(arrived);
    }
    begun.add(arrived.size());
    return () -> accept(arrived);
  }

  @Override
  public synchronized AcceptResult refuse(NewJob job, Cause cause) {
    failWhenDown();
    return record(job, JobState.FAILED, cause.text());
  }

  private AcceptResult record(NewJob job, JobState state, String refusal) {
    AcceptResult before = known.get(key(job));
    BriefId brief = job.brief();
    String request = String.join(" ", job.flow(), brief.source(), brief.caller(), brief.id());
    String fingerprint = job.fingerprint();
    if (fingerprint != null
        && !fingerprints.getOrDefault(request, fingerprint).equals(fingerprint)) {
      return before == null
          ? new AcceptResult(null, true, null, true)
          : new AcceptResult(before.jobId(), true, before.state(), true);
    }
    if (before != null) {
      return new AcceptResult(before.jobId(), true, before.state());
    }
    if (fingerprint != null) {
      fingerprints.put(request, fingerprint);
    }
    if (refusal == null) {
      jobs.add(job);
    } else {
      refusals.put(job.sourceId(), refusal);
      refused.add(job);
    }
    AcceptResult accepted = new AcceptResult("job-" + (known.size() + 1), false, state);
    known.put(key(job), accepted);
    return accepted;
  }

  @Override
  public synchronized Set<BriefId> findKnown(String flow, Collection<BriefId> briefs) {
    failWhenDown();
    return briefs.stream()
        .filter(id -> known.containsKey(flow + " " + id.key()))
        .collect(Collectors.toSet());
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

  private void failWhenDown() {
    if (down) {
      throw new LedgerUnavailable("connection refused to db.internal", null);
    }
  }

  private static String key(NewJob job) {
    return job.flow() + " " + job.brief().key();
  }
}
