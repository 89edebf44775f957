package dev.rivyaroutes.ledger.job;

import java.time.Instant;

/**
 * A claimed delivery: one result for one sink.
 *
 * @param id the delivery id that receivers see; the same over all attempts
 * @param sink the sink's name
 * @param version the fence of this claim
 * @param attempts failed attempts so far
 * @param createdAt when the outcome was committed
 * @param job the job with its texts and result files
 */
public record Delivery(
    String id, String sink, long version, int attempts, Instant createdAt, Job job) {}
