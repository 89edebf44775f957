package dev.rivyaroutes.flowtest.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.ledger.search.JobSummary;
import java.util.List;

/** Writes names such as ${job} for the ids of a case, which are others in each run. */
final class HideIds {
  private static final int SHORT = 8;

  /** A name that the program or the run gave. */
  private static final String GENERATED = "[0-9A-Z]{26}|[0-9a-f-]{36}";

  private final List<String> briefs;
  private final List<JobDetails> jobs;

  /**
   * @param briefs the ids of the briefs that were handed in
   */
  HideIds(List<String> briefs, List<JobDetails> jobs) {
    this.briefs = briefs;
    this.jobs = jobs;
  }

  ObjectNode in(ObjectNode all) {
    String text = all.toString();
    for (String brief : briefs) {
      text = text.replace(brief, "${brief}");
    }
    for (JobDetails details : jobs) {
      JobSummary job = details.job();
      text = without(text, details.texts().sourceId(), "${source}");
      if (job.submitter().sourceName().matches(GENERATED)) {
        text = without(text, job.submitter().sourceName(), "${source}");
      }
      text = without(text, job.id(), "${job}");
      text = without(text, job.id().substring(job.id().length() - SHORT), "${short-job}");
      text = without(text, job.taskId(), "${task}");
      for (JobDetails.DeliveryStatus one : details.deliveries()) {
        text = without(text, one.id(), "${delivery}");
      }
    }
    try {
      return (ObjectNode) Json.EXACT.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A short id may be a word that stands for itself. */
  private static String without(String text, String id, String name) {
    return id == null || id.length() < SHORT ? text : text.replace(id, name);
  }
}
