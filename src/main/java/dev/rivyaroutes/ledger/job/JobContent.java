package dev.rivyaroutes.ledger.job;

import java.util.List;
import java.util.Map;

/**
 * The texts and files of a job.
 *
 * @param sourceId the source's own id
 * @param prompt null if the model needs none
 * @param params a JSON object
 * @param clientRequestId the caller's own trace id; may be null
 * @param prepared what every send of this job has in common
 * @param result Rivya's result object; null before the job has succeeded
 * @param returnAddress where the answer goes, see {@link ReturnAddress}; never null
 * @param files the references before the job has a result, the result files after
 */
public record JobContent(
    String sourceId,
    String prompt,
    String params,
    String clientRequestId,
    PreparedRequest prepared,
    String result,
    Map<String, String> returnAddress,
    List<JobFile> files) {

  /** The idempotency key of every send of this job. */
  public String idempotencyKey() {
    return prepared.idempotencyKey();
  }

  /** The exact body of the create call; null before the first send. */
  public String request() {
    return prepared.body();
  }
}
