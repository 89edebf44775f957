package dev.rivyaroutes.ledger.audit;

import java.time.Instant;

/**
 * An order as it is recorded.
 *
 * @param id ULID: sorts by time
 * @param thing the id of the job, message or bulk order, or the name of the account or flow
 * @param reason the reason in the author's words; may be null
 * @param bulkId the bulk order that it is a part of; null if it was given alone
 */
public record AuditEntry(
    String id,
    Instant at,
    Author author,
    Action action,
    String thing,
    String reason,
    Outcome outcome,
    String bulkId) {

  /** What came of it: whether it was carried out, and what was done, or why it was refused. */
  public record Outcome(boolean done, String text) {
    public static final String DONE = "done";
    public static final String REFUSED = "refused";

    public String word() {
      return done ? DONE : REFUSED;
    }
  }
}
