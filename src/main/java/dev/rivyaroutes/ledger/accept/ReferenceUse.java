package dev.rivyaroutes.ledger.accept;

/**
 * The use of a file as a reference of a job.
 *
 * @param jobId the job
 * @param sourceName the name of the job's brief
 * @param fileName the name of the reference
 */
public record ReferenceUse(String jobId, String sourceName, String fileName) {}
