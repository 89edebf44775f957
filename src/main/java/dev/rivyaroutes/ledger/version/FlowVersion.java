package dev.rivyaroutes.ledger.version;

import java.time.Instant;

/**
 * A text of a flow file that was in force.
 *
 * @param id ULID: sorts by time
 * @param flow the name of the file without {@code .camel.yaml}
 * @param replica the process that accepted it
 * @param order who went back to it; null if the file had it
 */
public record FlowVersion(
    String id,
    String flow,
    String sha256,
    String text,
    Instant acceptedAt,
    String replica,
    Order order) {

  /**
   * An order to go back to a former text.
   *
   * @param reason may be null
   * @param insteadOf the SHA-256 of the file's text, in whose place it is in force
   */
  public record Order(String by, String reason, String insteadOf) {}

  /** Whether an order put it in force in place of such a text of the file. */
  public boolean replaces(String sha256OfFile) {
    return order != null && order.insteadOf().equals(sha256OfFile);
  }
}
