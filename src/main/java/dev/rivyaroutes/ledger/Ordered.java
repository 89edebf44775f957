package dev.rivyaroutes.ledger;

/**
 * What an order did.
 *
 * @param state the job's state now
 * @param text what was done and what it costs, for people
 */
public record Ordered(JobState state, String text) {}
