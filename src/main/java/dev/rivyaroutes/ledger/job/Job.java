package dev.rivyaroutes.ledger.job;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A claimed job: the row as it was when this process claimed it.
 *
 * @param reservation the credits that it reserves; null if it reserves none
 * @param cause why it waits or failed; null if it does neither
 * @param content the texts and files; null if its stage does not need them
 */
public record Job(
    JobIdentity identity,
    JobTarget target,
    JobClaim claim,
    Submission submission,
    JobCredits credits,
    Reservation reservation,
    Cause cause,
    JobContent content) {

  public Job withContent(JobContent content) {
    return new Job(identity, target, claim, submission, credits, reservation, cause, content);
  }

  /** Either may be null. */
  public Job withReservation(BigDecimal estimatedCredits, Reservation reservation) {
    JobCredits estimated = credits.withEstimate(estimatedCredits);
    return new Job(identity, target, claim, submission, estimated, reservation, cause, content);
  }

  public Job claimed() {
    JobClaim next = new JobClaim(claim.state(), claim.version() + 1, claim.attempts());
    return new Job(identity, target, next, submission, credits, reservation, cause, content);
  }

  /** Whether a person has ordered another generation: then it has a key of its own. */
  boolean isReplay() {
    return content != null && !content.idempotencyKey().equals(id());
  }

  /** Whether its cause has this code. */
  public boolean hasCauseCode(String code) {
    return cause != null && code.equals(cause.code());
  }

  public String id() {
    return identity.id();
  }

  public String sourceKey() {
    return identity.sourceKey();
  }

  public String sourceName() {
    return identity.sourceName();
  }

  public String conversation() {
    return identity.conversation();
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

  public JobState state() {
    return claim.state();
  }

  public long version() {
    return claim.version();
  }

  public int attempts() {
    return claim.attempts();
  }

  public Instant sentAt() {
    return submission.sentAt();
  }

  public boolean streamed() {
    return submission.streamed();
  }

  public Instant submittedAt() {
    return submission.submittedAt();
  }

  public String taskId() {
    return submission.taskId();
  }

  public Instant eventAt() {
    return submission.eventAt();
  }

  public BigDecimal estimatedCredits() {
    return credits.estimated();
  }
}
