package dev.rivyaroutes.ledger.source;

import java.time.Instant;

/**
 * A source as its row shows it.
 *
 * @param polledAt the last poll without a failure; null before the first
 * @param failedSince the first failed poll since then; null if the last one did not fail
 * @param failures failed polls in a row
 * @param cause why the last poll failed; null if it did not
 * @param position up to where it has read, in its own terms; null before
 * @param reportedAt when the row was last written
 * @param owner the process that polls it; null if none does, or every replica may
 */
public record Source(
    SourceRoute route,
    Instant polledAt,
    Instant failedSince,
    int failures,
    String cause,
    Backlog backlog,
    String position,
    Instant reportedAt,
    String owner) {}
