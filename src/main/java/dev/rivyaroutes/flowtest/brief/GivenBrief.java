package dev.rivyaroutes.flowtest.brief;

import dev.rivyaroutes.brief.again.RebuiltBrief;
import java.util.Map;

/**
 * A brief for the steps of its flow, in the place of its source.
 *
 * @param bytes the bytes of its files, by the SHA-256 that the ledger has of them
 */
public record GivenBrief(RebuiltBrief brief, Map<String, byte[]> bytes) {}
