package dev.rivyaroutes.ledger.source;

import java.time.Instant;

/**
 * How the polls of a source went.
 *
 * @param polledAt the last poll without a failure; null before the first
 * @param failedSince the first failed poll since then; null if the last one did not fail
 * @param failures failed polls in a row
 * @param cause why the last poll failed; null if it did not
 */
public record SourcePolls(Instant polledAt, Instant failedSince, int failures, String cause) {}
