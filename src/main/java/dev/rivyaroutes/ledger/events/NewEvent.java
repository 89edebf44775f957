package dev.rivyaroutes.ledger.events;

/**
 * An event whose signature was right, before it is in the ledger.
 *
 * @param account whose secret signed it
 * @param id what tells it from others of the account; at most 200 characters
 * @param taskId Rivya's task; null when it is about none
 * @param type such as {@code generation.succeeded}; at most 100 characters
 * @param status what it says of the task; null when it says nothing
 * @param generation the generation object as JSON; null when it has none
 */
public record NewEvent(
    String account, String id, String taskId, String type, String status, String generation) {}
