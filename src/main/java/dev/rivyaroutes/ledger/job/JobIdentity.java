package dev.rivyaroutes.ledger.job;

import java.time.Instant;

/**
 * What never changes of a job: which brief it is.
 *
 * @param id ULID
 * @param sourceKey the unique key of the brief within the flow
 * @param sourceName the displayed name of the brief
 * @param conversation the key of the conversation of a chat turn; null for a single turn
 * @param createdAt when the brief was committed
 */
public record JobIdentity(
    String id, String sourceKey, String sourceName, String conversation, Instant createdAt) {}
