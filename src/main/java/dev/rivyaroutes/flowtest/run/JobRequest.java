package dev.rivyaroutes.flowtest.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.ledger.search.FindJobs;
import dev.rivyaroutes.ledger.search.JobSummary;
import java.util.Optional;

/** A job, and the body of the request that it sent to Rivya. */
record JobRequest(JobSummary job, JsonNode body) {

  /** Empty if none was sent. */
  static Optional<JobRequest> of(JobSummary job, FindJobs jobs) {
    return jobs.requestOf(job.id()).map(text -> new JobRequest(job, read(text)));
  }

  private static JsonNode read(String text) {
    try {
      return Json.EXACT.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
