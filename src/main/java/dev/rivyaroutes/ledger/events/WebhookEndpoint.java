package dev.rivyaroutes.ledger.events;

import java.time.Instant;

/**
 * The webhook endpoint of an account, as registered by the program.
 *
 * @param url the address to which Rivya sends events
 * @param endpointId Rivya's id of the endpoint; null before it is registered
 * @param version the fencing version
 * @param disabledSince since when Rivya does not send to it; null while it does
 */
public record WebhookEndpoint(
    String account,
    String url,
    String endpointId,
    long version,
    Rotation rotation,
    Polls polls,
    Instant disabledSince) {

  /**
   * The rotation of its secret.
   *
   * @param due whether it must be rotated, by request or because the newest secret is unknown
   * @param orderedBy who requested the last rotation; null if nobody did
   * @param orderedAt when it was requested
   */
  public record Rotation(boolean due, String orderedBy, Instant orderedAt) {}

  /**
   * The polls of its state at Rivya.
   *
   * @param dueAt the next poll, or the end of the lease
   * @param attempts failures in a row
   * @param cause the last failure; null if there was none
   * @param succeededAt the last poll that succeeded
   */
  public record Polls(Instant dueAt, int attempts, String cause, Instant succeededAt) {}
}
