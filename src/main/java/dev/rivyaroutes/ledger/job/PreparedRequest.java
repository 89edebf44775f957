package dev.rivyaroutes.ledger.job;

/**
 * The request of a job, the same for every send.
 *
 * @param idempotencyKey its idempotency key
 * @param body the exact body of the create call; null before the first send
 */
public record PreparedRequest(String idempotencyKey, String body) {}
