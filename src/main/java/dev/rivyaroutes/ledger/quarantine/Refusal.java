package dev.rivyaroutes.ledger.quarantine;

/**
 * Why a message makes no job.
 *
 * @param code names the reason for scripts, such as {@code refused}
 * @param reason what is wrong, and what to do
 * @param jobId the failed job that has the reason too; null if there is none
 */
public record Refusal(String code, String reason, String jobId) {

  public static Refusal of(String code, String reason) {
    return new Refusal(code, reason, null);
  }
}
