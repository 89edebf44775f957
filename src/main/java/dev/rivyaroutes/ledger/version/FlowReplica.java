package dev.rivyaroutes.ledger.version;

import java.time.Instant;
import java.util.Map;

/**
 * Which texts of flow files a replica has in force.
 *
 * @param id the process
 * @param host the name of its machine
 * @param flows the SHA-256 of the text by flow; empty for one that does not run
 */
public record FlowReplica(String id, String host, Map<String, String> flows, Instant seenAt) {}
