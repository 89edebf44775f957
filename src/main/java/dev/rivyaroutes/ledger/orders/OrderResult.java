package dev.rivyaroutes.ledger.orders;

import dev.rivyaroutes.ledger.job.JobState;

/**
 * The result of an order.
 *
 * @param state the state of the job now
 * @param text what was done, and what it costs
 */
public record OrderResult(JobState state, String text) {}
