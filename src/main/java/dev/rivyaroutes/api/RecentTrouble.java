package dev.rivyaroutes.api;

import dev.rivyaroutes.http.Links;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.search.FindJobs;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.ledger.search.JobSearch;
import dev.rivyaroutes.ledger.search.JobSearch.ExactMatch;
import dev.rivyaroutes.ledger.search.JobSearch.Range;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Jobs for a support bundle: their states and causes, without prompts, answers and names. */
@Component
final class RecentTrouble {

  private static final int NEWEST = 50;

  private final FindJobs jobs;
  private final JobDocuments documents;

  RecentTrouble(FindJobs jobs, Links links) {
    this.jobs = jobs;
    this.documents = new JobDocuments(links);
  }

  /** The newest jobs that failed, are parked, or have dead deliveries. */
  Map<String, Object> newest() {
    Map<String, Object> trouble = new LinkedHashMap<>();
    trouble.put("failed", newest("failed", null));
    trouble.put("parked", newest("parked", null));
    trouble.put("dead_deliveries", newest(null, "dead"));
    return trouble;
  }

  private List<Map<String, Object>> newest(String state, String deliveries) {
    ExactMatch exact = new ExactMatch(null, null, null, deliveries);
    JobSearch search = new JobSearch(null, null, state, null, exact, Range.ANY, null, NEWEST);
    return jobs.search(search).stream()
        .map(documents::summary)
        .map(RecentTrouble::withoutNames)
        .toList();
  }

  /** What happened to one job. */
  Map<String, Object> story(String id) {
    JobDetails details = jobs.byId(id, Visibility.ALL).orElseThrow(JobsController::unknownJob);
    Map<String, Object> story = withoutNames(documents.summary(details.job()));
    story.put("timeline", details.timeline());
    story.put("deliveries", details.deliveries());
    return story;
  }

  /** The name of a brief may be the subject of a mail, and its caller a person. */
  private static Map<String, Object> withoutNames(Map<String, Object> job) {
    job.remove("source_name");
    job.remove("caller");
    return job;
  }
}
