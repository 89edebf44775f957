package dev.rivyaroutes.ledger.accept;

/**
 * A job's use of a file as its reference.
 *
 * @param jobId the job
 * @param sourceName the name of the job's brief
 * @param fileName the name of the reference
 */
public record ReferenceUse(String jobId, String sourceName, String fileName) {}
