package dev.rivyaroutes.ledger.accept;

import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.ledger.job.ConversationName;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobContent;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.JobKind;
import java.math.BigDecimal;
import java.util.List;

/**
 * A brief on its way into the ledger.
 *
 * @param flow the flow's name
 * @param brief what tells it from all other briefs of the flow
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
 * @param fingerprint the SHA-256, in hex, of the request that brought it under a key of the
 *     caller's choice; null where the source has no such keys
 */
public record NewJob(
    String flow,
    BriefId brief,
    String sourceName,
    String account,
    String model,
    String prompt,
    String params,
    String clientRequestId,
    List<JobFile> references,
    BigDecimal estimatedCredits,
    JobKind kind,
    ConversationName conversation,
    String fingerprint) {

  /** A generation whose source and caller are not known. */
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
        BriefId.of(sourceId),
        sourceName,
        account,
        model,
        prompt,
        params,
        clientRequestId,
        references,
        estimatedCredits,
        JobKind.GENERATION,
        null,
        null);
  }

  /** The source's own id as people see it. */
  public String sourceId() {
    return brief.text();
  }

  /** The brief of a claimed job, to hold it against what may have changed since it was accepted. */
  public static NewJob of(Job job) {
    JobContent content = job.content();
    return new NewJob(
        job.flow(),
        BriefId.of(content.sourceId()),
        job.sourceName(),
        job.account(),
        job.model(),
        content.prompt(),
        content.params(),
        content.clientRequestId(),
        content.files(),
        null,
        job.kind(),
        null,
        null);
  }

  /** The same with what it is expected to cost. */
  public NewJob withEstimate(BigDecimal credits) {
    return new NewJob(
        flow,
        brief,
        sourceName,
        account,
        model,
        prompt,
        params,
        clientRequestId,
        references,
        credits,
        kind,
        conversation,
        fingerprint);
  }

  /** The same under another id and without the key of a request. */
  public NewJob withBrief(BriefId other) {
    return new NewJob(
        flow,
        other,
        sourceName,
        account,
        model,
        prompt,
        params,
        clientRequestId,
        references,
        estimatedCredits,
        kind,
        conversation,
        null);
  }
}
