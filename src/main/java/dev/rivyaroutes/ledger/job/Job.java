package dev.rivyaroutes.ledger.job;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A claimed job: the row as it was when this process claimed it.
 *
 * @param id ULID
 * @param sourceKey the unique key of the brief within the flow
 * @param sourceName the displayed name of the brief
 * @param account the account that pays
 * @param model Rivya's model id
 * @param conversation the key of the conversation of a chat turn; null for a single turn
 * @param streamed whether the last send requested a stream
 * @param state the state before the claim
 * @param version the fencing version of this claim: writes under an older one are refused
 * @param attempts failed attempts in a row
 * @param sentAt since when the effect of a send is unknown; null if it is known
 * @param submittedAt when Rivya's task id was stored; null before
 * @param taskId Rivya's task id; null before
 * @param eventAt when the newest event of the task arrived; null if none did
 * @param createdAt when the brief was committed
 * @param estimatedCredits the expected cost; may be null
 * @param reservedCredits what Rivya reserved; may be null
 * @param finalCredits what Rivya settled; may be null
 * @param reservation the credits that it reserves; null if it reserves none
 * @param cause why it waits or failed; null if it does neither
 * @param content the texts and files; null if its stage does not need them
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

  /** Either may be null. */
  public Job withReservation(BigDecimal estimatedCredits, Reservation reservation) {
    return copy(version, estimatedCredits, reservation, content);
  }

  public Job claimed() {
    return copy(version + 1, estimatedCredits, reservation, content);
  }

  private Job copy(
      long version, BigDecimal estimatedCredits, Reservation reservation, JobContent content) {
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
        reservation,
        cause,
        content);
  }

  /** Whether its cause has this code. */
  public boolean hasCauseCode(String code) {
    return cause != null && code.equals(cause.code());
  }
}
