package dev.rivyaroutes.delivery;

import dev.rivyaroutes.ledger.job.Cause;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The terminal outcome of a job, as a sink gets it. Every delivery of it carries the same ids.
 * Flows read each fact by its name, such as {@code ${variable.result.deliveryId}}.
 *
 * @param deliveryId stable over all attempts; the id by which a receiver can tell a repeat
 * @param jobId the job
 * @param flow the job's flow
 * @param sink the sink that this delivery is for
 * @param files the media; empty for a failure
 */
public record Result(
    String deliveryId,
    String jobId,
    String flow,
    String sink,
    Brief brief,
    Generation generation,
    Outcome outcome,
    List<ResultFile> files) {

  /**
   * What was asked.
   *
   * @param sourceId the source's own id of the brief
   * @param sourceName the name of the brief that people know, such as {@code in/cat.txt}
   * @param clientRequestId the caller's own trace id; may be null
   * @param prompt the text; may be null
   * @param returnAddress where the answer goes, as the source of the brief named it; never null
   */
  public record Brief(
      String sourceId,
      String sourceName,
      String clientRequestId,
      String prompt,
      Map<String, String> returnAddress) {

    public Brief {
      returnAddress = Map.copyOf(returnAddress);
    }
  }

  /**
   * What Rivya made of it.
   *
   * @param account the account that paid
   * @param model Rivya's model id
   * @param taskId Rivya's task id; null when nothing was ever created
   * @param answer the answer to a chat turn; null for media, and for one that is in its file alone
   * @param reservedCredits credits reserved by Rivya; may be null
   * @param finalCredits credits settled by Rivya; may be null
   */
  public record Generation(
      String account,
      String model,
      String taskId,
      String answer,
      BigDecimal reservedCredits,
      BigDecimal finalCredits) {}

  /**
   * How it ended.
   *
   * @param status {@code succeeded} or {@code failed}
   * @param cause why it failed; null for a success
   * @param acceptedAt when the brief was committed
   * @param finishedAt when the outcome was committed
   */
  public record Outcome(String status, Cause cause, Instant acceptedAt, Instant finishedAt) {}

  public boolean succeeded() {
    return "succeeded".equals(outcome.status());
  }

  public String status() {
    return outcome.status();
  }

  public String sourceId() {
    return brief.sourceId();
  }

  public String sourceName() {
    return brief.sourceName();
  }

  public String clientRequestId() {
    return brief.clientRequestId();
  }

  public String prompt() {
    return brief.prompt();
  }

  public Map<String, String> returnAddress() {
    return brief.returnAddress();
  }

  public String account() {
    return generation.account();
  }

  public String model() {
    return generation.model();
  }

  public String taskId() {
    return generation.taskId();
  }

  public String answer() {
    return generation.answer();
  }

  public BigDecimal reservedCredits() {
    return generation.reservedCredits();
  }

  public BigDecimal finalCredits() {
    return generation.finalCredits();
  }

  public Cause cause() {
    return outcome.cause();
  }

  public Instant acceptedAt() {
    return outcome.acceptedAt();
  }

  public Instant finishedAt() {
    return outcome.finishedAt();
  }
}
