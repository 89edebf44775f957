package dev.rivyaroutes.testing;

import dev.rivyaroutes.ledger.AcceptJobs;
import dev.rivyaroutes.ledger.Accepted;
import dev.rivyaroutes.ledger.Cause;
import dev.rivyaroutes.ledger.JobState;
import dev.rivyaroutes.ledger.NewJob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The once-only rule of the ledger without its database: flow and source id are unique. */
public class RecordingLedger implements AcceptJobs {
  private final Map<String, NewJob> jobs = new LinkedHashMap<>();
  private final Map<String, Cause> refused = new LinkedHashMap<>();
  private final List<NewJob> arrivals = new ArrayList<>();

  @Override
  public synchronized List<Accepted> accept(List<NewJob> briefs) {
    return briefs.stream().map(job -> write(job, JobState.ACCEPTED)).toList();
  }

  @Override
  public synchronized Accepted refuse(NewJob job, Cause cause) {
    refused.putIfAbsent(id(job.flow(), job.sourceId()), cause);
    return write(job, JobState.FAILED);
  }

  private Accepted write(NewJob job, JobState state) {
    arrivals.add(job);
    String id = id(job.flow(), job.sourceId());
    boolean duplicate = jobs.putIfAbsent(id, job) != null;
    return new Accepted(id, duplicate, state);
  }

  @Override
  public synchronized Set<String> known(String flow, List<String> sourceIds) {
    return sourceIds.stream()
        .filter(sourceId -> jobs.containsKey(id(flow, sourceId)))
        .collect(Collectors.toSet());
  }

  /** The jobs, in the order in which they were written. */
  public synchronized List<NewJob> jobs() {
    return List.copyOf(jobs.values());
  }

  /** The names of all briefs that arrived for a flow, repeats included. */
  public synchronized List<String> arrivals(String flow) {
    return arrivals.stream()
        .filter(job -> job.flow().equals(flow))
        .map(NewJob::sourceName)
        .toList();
  }

  /** The causes of refused briefs, by flow and source id with a line break between. */
  public synchronized Map<String, Cause> refused() {
    return Map.copyOf(refused);
  }

  private static String id(String flow, String sourceId) {
    return flow + "\n" + sourceId;
  }
}
