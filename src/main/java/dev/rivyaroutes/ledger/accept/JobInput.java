package dev.rivyaroutes.ledger.accept;

import dev.rivyaroutes.ledger.job.JobFile;
import java.util.List;

/**
 * What a job sends to Rivya.
 *
 * @param prompt null if the model needs none
 * @param params the model's parameters as a JSON object
 * @param clientRequestId the caller's own trace id; may be null
 * @param references staged and remote references, in order
 */
public record JobInput(
    String prompt, String params, String clientRequestId, List<JobFile> references) {}
