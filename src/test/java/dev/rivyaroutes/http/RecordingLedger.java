package dev.rivyaroutes.http;

import dev.rivyaroutes.ledger.accept.AcceptJobs;
import dev.rivyaroutes.ledger.accept.AcceptResult;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.accept.ReferenceUse;
import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.JobState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessResourceFailureException;

/** The once-only rule of the ledger in memory, with a switch for its absence. */
public class RecordingLedger implements AcceptJobs {
  private final List<NewJob> jobs = new ArrayList<>();
  private final Map<String, String> refusals = new HashMap<>();
  private final Map<String, AcceptResult> known = new HashMap<>();
  private final Map<String, String> requests = new HashMap<>();
  private boolean down;

  public synchronized void clear() {
    jobs.clear();
    refusals.clear();
    known.clear();
    requests.clear();
    down = false;
  }

  public synchronized void down(boolean now) {
    down = now;
  }

  public synchronized List<NewJob> jobs() {
    return List.copyOf(jobs);
  }

  public synchronized NewJob onlyJob() {
    if (jobs.size() != 1 || !refusals.isEmpty()) {
      throw new AssertionError("jobs " + jobs + ", refusals " + refusals);
    }
    return jobs.get(0);
  }

  public synchronized Map<String, String> refusals() {
    return Map.copyOf(refusals);
  }

  @Override
  public synchronized List<AcceptResult> accept(List<NewJob> arrived) {
    return arrived.stream().map(job -> remember(job, JobState.ACCEPTED, null)).toList();
  }

  @Override
  public synchronized AcceptResult refuse(NewJob job, Cause cause) {
    return remember(job, JobState.FAILED, cause.text());
  }

  @Override
  public synchronized Set<BriefId> findKnown(String flow, Collection<BriefId> briefs) {
    return briefs.stream()
        .filter(id -> known.containsKey(flow + " " + id.key()))
        .collect(Collectors.toSet());
  }

  private AcceptResult remember(NewJob job, JobState state, String refusal) {
    if (down) {
      throw new DataAccessResourceFailureException("connection refused to db.internal");
    }
    String key = job.flow() + " " + job.brief().key();
    AcceptResult before = known.get(key);
    BriefId brief = job.brief();
    String request = String.join(" ", job.flow(), brief.source(), brief.caller(), brief.id());
    if (job.fingerprint() != null
        && !requests.getOrDefault(request, job.fingerprint()).equals(job.fingerprint())) {
      return before == null
          ? new AcceptResult(null, true, null, true)
          : new AcceptResult(before.jobId(), true, before.state(), true);
    }
    if (before != null) {
      return new AcceptResult(before.jobId(), true, before.state());
    }
    if (job.fingerprint() != null) {
      requests.put(request, job.fingerprint());
    }
    if (refusal == null) {
      jobs.add(job);
    } else {
      refusals.put(job.sourceId(), refusal);
    }
    AcceptResult accepted = new AcceptResult("job-" + (known.size() + 1), false, state);
    known.put(key, accepted);
    return accepted;
  }

  @Override
  public synchronized void recordReference(String flow, BriefId file, String jobId) {
    known.putIfAbsent(flow + " " + file.key(), new AcceptResult(jobId, false, JobState.DONE));
  }

  @Override
  public synchronized List<ReferenceUse> findReferenceUses(String flow, String sha256) {
    return List.of();
  }
}
