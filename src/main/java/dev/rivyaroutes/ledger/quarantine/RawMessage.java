package dev.rivyaroutes.ledger.quarantine;

/**
 * The exact bytes of a message, in the media store.
 *
 * @param contentType their media type; may be null
 */
public record RawMessage(String sha256, long size, String contentType) {}
