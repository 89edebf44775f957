package dev.rivyaroutes.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.flowtest.StableValues;
import dev.rivyaroutes.flowtest.run.Observed;
import dev.rivyaroutes.flowtest.run.SentRequest;
import java.util.List;

/**
 * What became of a brief under a version of its flow.
 *
 * @param requests the requests that Rivya gets
 * @param refused why it is refused or passed over; empty if it is not
 * @param sinks what lies at each sink, without what differs from run to run
 */
record Outcome(List<SentRequest> requests, String refused, JsonNode sinks) {

  static Outcome of(Observed observed) {
    JsonNode all = observed.all();
    return new Outcome(
        observed.requests(),
        all.path("refused").asText(all.path("skipped").asText("")),
        StableValues.of(all.path("sinks")));
  }

  /** The flow is not there in this version. */
  static Outcome gone() {
    return new Outcome(List.of(), "There is no such flow.", Json.PLAIN.createObjectNode());
  }

  /** The requests as they are compared and shown. */
  JsonNode shown() {
    ArrayNode list = Json.PLAIN.createArrayNode();
    for (SentRequest request : requests) {
      ObjectNode one = list.addObject().put("account", request.account());
      if (request.chat()) {
        one.put("chat", true);
      }
      one.setAll((ObjectNode) request.body());
    }
    return list.size() == 1 ? list.get(0) : list;
  }

  boolean isRefused() {
    return !refused.isEmpty();
  }
}
