package dev.rivyaroutes.ledger;

import java.math.BigDecimal;
import java.util.List;

/**
 * A brief on its way into the ledger.
 *
 * @param flow the flow's name
 * @param sourceId the source's own id; unique within the flow, any length
 * @param sourceName the name that people know, such as {@code in/cat.txt}
 * @param account the account that pays
 * @param model Rivya's model id
 * @param prompt the text; may be null where the model needs none
 * @param params the model's parameters as a JSON object
 * @param clientRequestId the caller's own trace id; may be null
 * @param references staged and remote references, in order
 * @param estimatedCredits what the job is expected to cost; null when the catalogue is not known
 * @param kind what Rivya is to make of it
 * @param conversation what a chat turn's conversation is known by; null for a turn that stands
 *     alone
 */
public record NewJob(
    String flow,
    String sourceId,
    String sourceName,
    String account,
    String model,
    String prompt,
    String params,
    String clientRequestId,
    List<JobFile> references,
    BigDecimal estimatedCredits,
    JobKind kind,
    String conversation) {

  /** A generation. */
  public NewJob(
      String flow,
      String sourceId,
      String sourceName,
      String account,
      String model,
      String prompt,
      String params,
      String clientRequestId,
      List<JobFile> references,
      BigDecimal estimatedCredits) {
    this(
        flow,
        sourceId,
        sourceName,
        account,
        model,
        prompt,
        params,
        clientRequestId,
        references,
        estimatedCredits,
        JobKind.GENERATION,
        null);
  }

  /** The brief of a claimed job, to hold it against what may have changed since it was accepted. */
  public static NewJob again(Job job) {
    JobContent content = job.content();
    return new NewJob(
        job.flow(),
        content.sourceId(),
        job.sourceName(),
        job.account(),
        job.model(),
        content.prompt(),
        content.params(),
        content.clientRequestId(),
        content.files(),
        null,
        job.kind(),
        null);
  }

  /** The same with what it is expected to cost. */
  public NewJob estimated(BigDecimal credits) {
    return new NewJob(
        flow,
        sourceId,
        sourceName,
        account,
        model,
        prompt,
        params,
        clientRequestId,
        references,
        credits,
        kind,
        conversation);
  }
}
