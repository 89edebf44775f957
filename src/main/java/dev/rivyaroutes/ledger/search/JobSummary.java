package dev.rivyaroutes.ledger.search;

import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.JobKind;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A job as people see it in a list.
 *
 * @param state the word of the ledger
 * @param status what users see
 * @param source the kind of source; empty for a job from before it was kept
 * @param caller who handed the brief in; empty for a job from before it was kept
 * @param cause why it failed or waits; null when all is well
 */
public record JobSummary(
    String id,
    String flow,
    JobKind kind,
    String status,
    String state,
    String source,
    String caller,
    String sourceName,
    String account,
    String model,
    String taskId,
    Cause cause,
    BigDecimal estimatedCredits,
    BigDecimal reservedCredits,
    BigDecimal finalCredits,
    Instant createdAt,
    Instant updatedAt,
    Instant finishedAt) {}
