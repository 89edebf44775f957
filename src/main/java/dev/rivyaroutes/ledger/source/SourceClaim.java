package dev.rivyaroutes.ledger.source;

/**
 * The right of this process to poll a source. Its lease is renewed until it is released.
 *
 * @param version the fencing version: writes under an older one are refused
 * @param position up to where the source has read; null before its first poll
 */
public record SourceClaim(SourceRoute route, long version, String position) {}
