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
 * A brief to be accepted as a job.
 *
 * @param brief its identity within the flow
 * @param sourceName the displayed name, such as {@code in/cat.txt}
 * @param prompt null if the model needs none
 * @param params the model's parameters as a JSON object
 * @param clientRequestId the caller's own trace id; may be null
 * @param references staged and remote references, in order
 * @param estimatedCredits the expected cost; null while the catalogue is unknown
 * @param conversation the conversation of a chat turn; null for a single turn
 * @param fingerprint the SHA-256, in hex, of a request with an idempotency key; null if the source
 *     has no such keys
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

  /** A generation whose source and caller are unknown. */
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

  /** The source's own id as displayed. */
  public String sourceId() {
    return brief.text();
  }

  /** The brief of a claimed job, to check it again against the current catalogue. */
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

  /** The same with its expected cost. */
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

  /** The same under another id and without an idempotency key. */
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
