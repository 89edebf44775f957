package dev.rivyaroutes.ledger.search;

import dev.rivyaroutes.Json;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.JobFile;
import java.time.Instant;
import java.util.List;

/**
 * A job with all its details.
 *
 * @param timeline the events, oldest first
 * @param deliveries the deliveries by sink
 * @param references the references of the brief, in order
 * @param results the result files, in order
 * @param replays the jobs that have the same brief by order of a person
 * @param nextAt when it is worked on next; null if it rests, or is worked on now
 */
public record JobDetails(
    JobSummary job,
    Texts texts,
    List<Event> timeline,
    List<DeliveryStatus> deliveries,
    List<JobFile> references,
    List<JobFile> results,
    Replays replays,
    Instant nextAt) {

  /**
   * What was asked and answered; all but the first may be null.
   *
   * @param sourceId the source's own id
   * @param params the parameters of the model, a JSON object
   * @param clientRequestId the caller's own trace id
   * @param conversation the conversation of a chat turn
   * @param answer the stored chat answer, a JSON object
   * @param omitted what of the message the source left out
   */
  public record Texts(
      String sourceId,
      String prompt,
      String params,
      String clientRequestId,
      String conversation,
      String answer,
      String omitted) {

    /** The text of the chat answer; null where it is stored only as a file. */
    public String answerText() {
      return answer == null ? null : (String) Json.object(answer).get("answer");
    }
  }

  /**
   * Where a brief was run again under another version of its flow.
   *
   * @param of the job whose brief this one runs again; null if its source handed it in
   * @param by the jobs that run the brief of this one again, oldest first
   */
  public record Replays(String of, List<String> by) {}

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
