package dev.rivyaroutes.ledger.accept;

import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.ledger.job.ConversationName;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobContent;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.ledger.job.JobTarget;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * A brief to be accepted as a job.
 *
 * @param brief its identity within the flow
 * @param sourceName the displayed name, such as {@code in/cat.txt}
 * @param estimatedCredits the expected cost; null while the catalogue is unknown
 * @param conversation the conversation of a chat turn; null for a single turn
 * @param fingerprint the SHA-256, in hex, of a request with an idempotency key; null if the source
 *     has no such keys
 * @param returnAddress where the answer goes, see {@link dev.rivyaroutes.ledger.job.ReturnAddress};
 *     never null
 */
public record NewJob(
    JobTarget target,
    BriefId brief,
    String sourceName,
    JobInput input,
    BigDecimal estimatedCredits,
    ConversationName conversation,
    String fingerprint,
    Map<String, String> returnAddress) {

  /** A generation whose source and caller are unknown. */
  public NewJob(
      String flow,
      String sourceId,
      String sourceName,
      String account,
      String model,
      JobInput input,
      BigDecimal estimatedCredits) {
    this(
        new JobTarget(flow, account, model, JobKind.GENERATION),
        BriefId.of(sourceId),
        sourceName,
        input,
        estimatedCredits,
        null,
        null,
        Map.of());
  }

  /** The brief of a claimed job, to check it again against the current catalogue. */
  public static NewJob of(Job job) {
    JobContent content = job.content();
    return new NewJob(
        job.target(),
        BriefId.of(content.sourceId()),
        job.sourceName(),
        new JobInput(
            content.prompt(), content.params(), content.clientRequestId(), content.files()),
        null,
        null,
        null,
        content.returnAddress());
  }

  /** The same with its expected cost. */
  public NewJob withEstimate(BigDecimal credits) {
    return new NewJob(
        target, brief, sourceName, input, credits, conversation, fingerprint, returnAddress);
  }

  /** The same under another id and without an idempotency key. */
  public NewJob withBrief(BriefId other) {
    return new NewJob(
        target, other, sourceName, input, estimatedCredits, conversation, null, returnAddress);
  }

  public String flow() {
    return target.flow();
  }

  public String account() {
    return target.account();
  }

  public String model() {
    return target.model();
  }

  public JobKind kind() {
    return target.kind();
  }

  public String prompt() {
    return input.prompt();
  }

  public String params() {
    return input.params();
  }

  public String clientRequestId() {
    return input.clientRequestId();
  }

  public List<JobFile> references() {
    return input.references();
  }

  /** The source's own id as displayed. */
  public String sourceId() {
    return brief.text();
  }
}
