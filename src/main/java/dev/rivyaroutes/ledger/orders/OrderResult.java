package dev.rivyaroutes.ledger.orders;

import dev.rivyaroutes.ledger.job.JobState;

/**
 * What an order did.
 *
 * @param state the job's state now
 * @param text what was done and what it costs, for people
 */
public record OrderResult(JobState state, String text) {}
