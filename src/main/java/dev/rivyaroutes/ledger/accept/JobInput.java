package dev.rivyaroutes.ledger.accept;

import dev.rivyaroutes.ledger.job.JobFile;
import java.util.List;

/**
 * What of a brief a job sends to Rivya, and what it leaves out.
 *
 * @param prompt null if the model needs none
 * @param params the model's parameters as a JSON object
 * @param clientRequestId the caller's own trace id; may be null
 * @param references staged and remote references, in order
 * @param omittedText what its source left out, kept for people; null for nothing
 * @param brief what its source handed in, before the steps of the flow, as JSON; null if the job
 *     shows all of it
 */
public record JobInput(
    String prompt,
    String params,
    String clientRequestId,
    List<JobFile> references,
    String omittedText,
    String brief) {

  /** A brief of which nothing is left out. */
  public JobInput(String prompt, String params, String clientRequestId, List<JobFile> references) {
    this(prompt, params, clientRequestId, references, null, null);
  }
}
