package dev.rivyaroutes.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.brief.again.ReplayDifference;
import dev.rivyaroutes.brief.again.ReplayUnderRunning;
import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Links;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.ledger.search.FindJobs;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Says what a replay under the version that runs now would ask for. It makes nothing. */
@RestController
class ReplayPlanController {
  private final ReplayUnderRunning running;
  private final FindJobs jobs;
  private final Links links;
  private final ReceiveOrderBody receive;
  private final NameVersions versions;

  ReplayPlanController(
      ReplayUnderRunning running,
      FindJobs jobs,
      Links links,
      ReceiveOrderBody receive,
      NameVersions versions) {
    this.running = running;
    this.jobs = jobs;
    this.links = links;
    this.receive = receive;
    this.versions = versions;
  }

  @PostMapping("/api/jobs/{id}/replay/plan")
  DeferredResult<Map<String, Object>> plan(
      @PathVariable("id") String id, Principal principal, HttpServletRequest request)
      throws IOException {
    if (!jobs.exists(id, Caller.of(principal).sees())) {
      throw JobsController.unknownJob();
    }
    return receive.receive(
        request, bytes -> plan(id, principal, ReadOrder.body(bytes, Set.of("version"))));
  }

  private Map<String, Object> plan(String id, Principal principal, JsonNode body) {
    if (body.has("version") && !OrdersController.isRunning(body)) {
      throw ReadOrder.invalid(
          "Under the version that accepted it, a replay asks for the same as before. The field version must be running.");
    }
    try {
      return document(running.plan(id, ReadOrder.order(principal, body)));
    } catch (OrderRefused e) {
      throw OrdersController.problem(e).with("id", id).with("url", links.job(id));
    }
  }

  private Map<String, Object> document(ReplayDifference difference) {
    String id = difference.jobId();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", id);
    document.put("changed", difference.changed());
    document.put("before", JobDocuments.askedFor(difference.before()));
    document.put("after", JobDocuments.askedFor(difference.after()));
    document.putAll(versions.of(id));
    document.put("url", links.job(id));
    return document;
  }
}
