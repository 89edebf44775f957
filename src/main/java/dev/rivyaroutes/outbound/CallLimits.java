package dev.rivyaroutes.outbound;

import java.time.Duration;

/**
 * The limits of a call.
 *
 * @param connectTimeout for the connection
 * @param responseTimeout without a byte from the other host, before and within its answer
 * @param deadline for the whole call, from its start to the last byte of the answer
 * @param minimumRate of the answer's body
 * @param maxBytes of the answer's body
 */
public record CallLimits(
    Duration connectTimeout,
    Duration responseTimeout,
    Duration deadline,
    MinimumRate minimumRate,
    long maxBytes) {}
