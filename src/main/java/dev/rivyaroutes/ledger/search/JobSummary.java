package dev.rivyaroutes.ledger.search;

import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.JobKind;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A job as displayed in a list.
 *
 * @param state the state in the ledger
 * @param status the status that users see
 * @param source the kind of source; empty for jobs of earlier versions
 * @param caller who submitted the brief; empty for jobs of earlier versions
 * @param cause why it failed or waits; null if it does neither
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
