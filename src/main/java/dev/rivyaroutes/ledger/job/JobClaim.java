package dev.rivyaroutes.ledger.job;

/**
 * A claim of a job by this process.
 *
 * @param state the state before the claim
 * @param version the fencing version of this claim: writes under an older one are refused
 * @param attempts failed attempts in a row
 */
public record JobClaim(JobState state, long version, int attempts) {}
