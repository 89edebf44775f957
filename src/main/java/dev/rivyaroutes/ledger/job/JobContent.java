package dev.rivyaroutes.ledger.job;

import java.util.List;

/**
 * The texts and files of a job.
 *
 * @param sourceId the source's own id
 * @param prompt may be null where the model needs none
 * @param params a JSON object
 * @param clientRequestId the caller's own trace id; may be null
 * @param idempotencyKey the key under which every send of this job goes out
 * @param request the exact body of the create call; null until it is known
 * @param result Rivya's result object; null until it is known
 * @param files references before the result is there, results after
 */
public record JobContent(
    String sourceId,
    String prompt,
    String params,
    String clientRequestId,
    String idempotencyKey,
    String request,
    String result,
    List<JobFile> files) {}
