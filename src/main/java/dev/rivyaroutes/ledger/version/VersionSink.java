package dev.rivyaroutes.ledger.version;

/**
 * A sink that a version of a flow declares.
 *
 * @param flow the flow whose results it takes
 * @param on succeeded, failed or all
 */
public record VersionSink(String flow, String name, String on) {}
