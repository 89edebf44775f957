package dev.rivyaroutes.flowtest.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What came out of a case.
 *
 * @param all what a test may name
 * @param requests what was sent to Rivya, in the order of the jobs
 */
public record Observed(ObjectNode all, List<SentRequest> requests) {}
