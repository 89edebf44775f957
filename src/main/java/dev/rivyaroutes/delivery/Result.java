package dev.rivyaroutes.delivery;

import dev.rivyaroutes.ledger.job.Cause;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The terminal outcome of a job, as a sink gets it. Every delivery of it carries the same ids.
 *
 * @param deliveryId stable over all attempts; the id by which a receiver can tell a repeat
 * @param jobId the job
 * @param flow the job's flow
 * @param sink the sink that this delivery is for
 * @param status {@code succeeded} or {@code failed}
 * @param sourceId the source's own id of the brief
 * @param sourceName the name of the brief that people know, such as {@code in/cat.txt}
 * @param account the account that paid
 * @param model Rivya's model id
 * @param taskId Rivya's task id; null when nothing was ever created
 * @param clientRequestId the caller's own trace id; may be null
 * @param prompt the text; may be null
 * @param answer the answer to a chat turn; null for media, and for one that is in its file alone
 * @param reservedCredits credits reserved by Rivya; may be null
 * @param finalCredits credits settled by Rivya; may be null
 * @param cause why it failed; null for a success
 * @param acceptedAt when the brief was committed
 * @param finishedAt when the outcome was committed
 * @param returnAddress where the answer goes, as the source of the brief named it; never null
 * @param files the media; empty for a failure
 */
public record Result(
    String deliveryId,
    String jobId,
    String flow,
    String sink,
    String status,
    String sourceId,
    String sourceName,
    String account,
    String model,
    String taskId,
    String clientRequestId,
    String prompt,
    String answer,
    BigDecimal reservedCredits,
    BigDecimal finalCredits,
    Cause cause,
    Instant acceptedAt,
    Instant finishedAt,
    Map<String, String> returnAddress,
    List<ResultFile> files) {

  public Result {
    returnAddress = Map.copyOf(returnAddress);
  }

  public boolean succeeded() {
    return "succeeded".equals(status);
  }
}
