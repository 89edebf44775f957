package dev.rivyaroutes.ledger.events;

import java.time.Instant;

/**
 * The program's own webhook endpoint of an account.
 *
 * @param url where Rivya sends the events
 * @param endpointId Rivya's id; null while it is not registered
 * @param rotate whether a new secret is wanted: by order, or since the newest one is not known
 * @param orderedBy who ordered the last rotation; null for nobody
 * @param orderedAt when
 * @param dueAt the next look at Rivya, or the end of the lease
 * @param version the fence
 * @param attempts failures in a row
 * @param cause the last failure; null when all is well
 * @param lookedAt when Rivya last told about it
 * @param disabledSince since when Rivya is seen to send nothing to it; null while it sends
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
