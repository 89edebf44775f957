package dev.rivyaroutes.outbound;

/**
 * Marks a failure on this side of a call, such as an unreadable file, and not of the other host.
 */
public interface LocalFailure {}
