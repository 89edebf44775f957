package dev.rivyaroutes.ledger;

/**
 * What the ledger made of a brief.
 *
 * @param jobId the job that holds the brief
 * @param duplicate true when the source id had arrived before; nothing was changed then
 * @param state the job's state now
 */
public record Accepted(String jobId, boolean duplicate, JobState state) {}
