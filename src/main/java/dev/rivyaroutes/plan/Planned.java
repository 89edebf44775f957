package dev.rivyaroutes.plan;

import dev.rivyaroutes.flowtest.brief.GivenBrief;
import dev.rivyaroutes.flowtest.file.TestCase;

/**
 * A brief that both versions get.
 *
 * @param given a brief of the ledger; null for a case of a test
 * @param one a case of a test; null for a brief of the ledger
 */
record Planned(String flow, String name, GivenBrief given, TestCase one) {}
