package dev.rivyaroutes.ledger.search;

import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.JobFile;
import java.time.Instant;
import java.util.List;

/**
 * A job with all its details.
 *
 * @param sourceId the source's own id
 * @param prompt the text; may be null
 * @param clientRequestId the caller's own trace id; may be null
 * @param conversation the conversation of a chat turn; may be null
 * @param answer the stored chat answer, a JSON object; null for a generation
 * @param timeline the events, oldest first
 * @param deliveries the deliveries by sink
 * @param results the result files, in order
 */
public record JobDetails(
    JobSummary job,
    String sourceId,
    String prompt,
    String clientRequestId,
    String conversation,
    String answer,
    List<Event> timeline,
    List<DeliveryStatus> deliveries,
    List<JobFile> results) {

  public record Event(Instant at, String state, int attempt, Cause cause, String text) {}

  /** A delivery: pending, delivered or dead. */
  public record DeliveryStatus(
      String id,
      String sink,
      String state,
      int attempts,
      Instant dueAt,
      String deliveredTo,
      String cause,
      Instant updatedAt) {}
}
