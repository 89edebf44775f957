package dev.rivyaroutes.ledger.quarantine;

import java.time.Instant;

/**
 * A message that is to be quarantined.
 *
 * @param flows the flows that its route feeds, for people; null if unknown
 * @param name the name that people know
 * @param raw its bytes, which the media store has already; null if they could not be read
 * @param receivedAt when it arrived at the source
 */
public record RefusedMessage(
    MessageKey key,
    String flows,
    String name,
    Refusal refusal,
    RawMessage raw,
    Instant receivedAt) {}
