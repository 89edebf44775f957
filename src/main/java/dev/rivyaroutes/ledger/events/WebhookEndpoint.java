package dev.rivyaroutes.ledger.events;

import java.time.Instant;

/**
 * The webhook endpoint of an account, as registered by the program.
 *
 * @param url the address to which Rivya sends events
 * @param endpointId Rivya's id of the endpoint; null before it is registered
 * @param rotate whether the secret must be rotated, by request or because the newest one is unknown
 * @param orderedBy who requested the last rotation; null if nobody did
 * @param orderedAt when it was requested
 * @param dueAt the next poll, or the end of the lease
 * @param version the fencing version
 * @param attempts failures in a row
 * @param cause the last failure; null if there was none
 * @param lookedAt when it was last polled successfully
 * @param disabledSince since when Rivya does not send to it; null while it does
 */
public record WebhookEndpoint(
    String account,
    String url,
    String endpointId,
    boolean rotate,
    String orderedBy,
    Instant orderedAt,
    Instant dueAt,
    long version,
    int attempts,
    String cause,
    Instant polledAt,
    Instant disabledSince) {}
