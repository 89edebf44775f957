package dev.rivyaroutes.ledger.bulk;

import dev.rivyaroutes.ledger.audit.Author;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.OrderMany;
import java.time.Instant;

/**
 * An order to many jobs.
 *
 * @param id ULID; jobs that arrived later are never part of it
 * @param author who started it; before, who asked for it
 * @param row how it is processed
 */
public record BulkOrder(
    String id,
    BulkRequest request,
    Author author,
    Status status,
    BulkPlan plan,
    BulkProgress progress,
    Instant createdAt,
    Row row) {

  /**
   * Where it stands.
   *
   * @param cause why it is paused or was ended; null if it is neither
   */
  public record Status(BulkState state, String cause, Instant updatedAt) {}

  /**
   * How it is processed.
   *
   * @param version the fencing version
   * @param interrupted whether a process has claimed it and has not released it
   * @param readTo the last job that was found; null before the first
   * @param tried whether its first jobs need no longer be waited for
   * @param endedBefore the jobs that had ended when it was resumed
   * @param failedBefore the jobs that had failed when it was resumed
   */
  record Row(
      long version,
      boolean interrupted,
      String readTo,
      boolean tried,
      long endedBefore,
      long failedBefore) {}

  public BulkState state() {
    return status.state();
  }

  /** The order as each of its jobs is given it. */
  OrderMany.Given given() {
    String reason = "bulk order " + request.name() + ": " + request.reason();
    return new OrderMany.Given(request.kind(), request.deliveries(), new Order(author, reason, id));
  }
}
