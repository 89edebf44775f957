package dev.rivyaroutes.ledger.job;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A claimed job: the row as it was when this process took the lease.
 *
 * @param id ULID
 * @param flow the flow
 * @param sourceKey the unique key of the brief within the flow
 * @param sourceName the name of the brief that people know
 * @param account who pays
 * @param model Rivya's model id
 * @param kind what Rivya is to make of it
 * @param conversation the key of a chat turn's conversation; null for a turn that stands alone
 * @param streamed whether the last send asked for a stream
 * @param state the state before the claim
 * @param version the fence of this claim: a write under an older one is refused
 * @param attempts outcomes "try again" in a row
 * @param sentAt since when a send's effect is not known; null when nothing unknown is out
 * @param submittedAt when Rivya's task id was stored; null before
 * @param taskId Rivya's task id; null before
 * @param eventAt when the newest event of the task came; null when none did
 * @param createdAt when the brief was committed
 * @param estimatedCredits what it is expected to cost; may be null
 * @param reservedCredits what Rivya reserved; may be null
 * @param finalCredits what Rivya settled; may be null
 * @param hold the credits that it has reserved; null when it holds none
 * @param cause why it is not further; null when all is well
 * @param content the texts; null where a stage does not need them
 */
public record Job(
    String id,
    String flow,
    String sourceKey,
    String sourceName,
    String account,
    String model,
    JobKind kind,
    String conversation,
    boolean streamed,
    JobState state,
    long version,
    int attempts,
    Instant sentAt,
    Instant submittedAt,
    String taskId,
    Instant eventAt,
    Instant createdAt,
    Instant finishedAt,
    BigDecimal estimatedCredits,
    BigDecimal reservedCredits,
    BigDecimal finalCredits,
    Reservation reservation,
    Cause cause,
    JobContent content) {

  public Job withContent(JobContent content) {
    return copy(version, estimatedCredits, reservation, content);
  }

  /** Null where they are not known, or nothing is held. */
  public Job withReservation(BigDecimal estimatedCredits, Reservation hold) {
    return copy(version, estimatedCredits, hold, content);
  }

  public Job claimed() {
    return copy(version + 1, estimatedCredits, reservation, content);
  }

  private Job copy(
      long version, BigDecimal estimatedCredits, Reservation hold, JobContent content) {
    return new Job(
        id,
        flow,
        sourceKey,
        sourceName,
        account,
        model,
        kind,
        conversation,
        streamed,
        state,
        version,
        attempts,
        sentAt,
        submittedAt,
        taskId,
        eventAt,
        createdAt,
        finishedAt,
        estimatedCredits,
        reservedCredits,
        finalCredits,
        hold,
        cause,
        content);
  }

  /** Whether the last thing told of it has this code. */
  public boolean hasCauseCode(String code) {
    return cause != null && code.equals(cause.code());
  }
}
