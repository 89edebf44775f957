package dev.rivyaroutes.ledger.events;

import java.time.Instant;

/**
 * An event with a valid signature, before it is recorded.
 *
 * @param account the account whose secret signed it
 * @param id its id, unique for the account; at most 200 characters
 * @param taskId Rivya's task; null if it concerns none
 * @param type such as {@code generation.succeeded}; at most 100 characters
 * @param status the status of the task; null if it has none
 * @param generation the generation object as JSON; null if it has none
 * @param createdAt when Rivya made it; null if it does not say so
 */
public record NewEvent(
    String account,
    String id,
    String taskId,
    String type,
    String status,
    String generation,
    Instant createdAt) {}
