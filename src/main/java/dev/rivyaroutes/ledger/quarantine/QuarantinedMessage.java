package dev.rivyaroutes.ledger.quarantine;

import java.time.Instant;
import java.util.Locale;

/**
 * A message in the quarantine.
 *
 * @param id ULID
 * @param order the last order to take it again; null if there was none
 * @param takenAt when a replay made jobs; null if none did
 * @param outcome what became of the last order; null while it waits
 * @param version the fencing version
 */
public record QuarantinedMessage(
    String id,
    RefusedMessage message,
    Instant quarantinedAt,
    State state,
    ReplayOrder order,
    Instant takenAt,
    String outcome,
    long version) {

  /** What happens to it. */
  public enum State {
    /** It waits for a person, or for the end of its retention. */
    KEPT,
    /** Its source takes it again at its next poll. */
    ORDERED,
    /** A replay of it made jobs. */
    TAKEN;

    public String column() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State fromColumn(String column) {
      return valueOf(column.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * An order to take it again.
   *
   * @param reason the reason in the caller's words; may be null
   */
  public record ReplayOrder(String by, Instant at, String reason) {}
}
