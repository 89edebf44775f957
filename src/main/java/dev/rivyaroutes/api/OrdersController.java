package dev.rivyaroutes.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.brief.again.ReplayUnderRunning;
import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Links;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.OrderJobs;
import dev.rivyaroutes.ledger.orders.OrderJobs.Deliveries;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.ledger.orders.OrderResult;
import dev.rivyaroutes.ledger.orders.ReplayAsNewJob.Replayed;
import dev.rivyaroutes.ledger.search.FindJobs;
import dev.rivyaroutes.media.MediaStore;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Takes an operator's orders to a job, and answers once they are committed. */
@RestController
@RequestMapping("/api/jobs/{id}")
class OrdersController {
  private final OrderJobs orders;
  private final FindJobs jobs;
  private final MediaStore store;
  private final Links links;
  private final ReceiveOrderBody receive;
  private final NameVersions versions;
  private final ReplayUnderRunning running;

  OrdersController(
      OrderJobs orders,
      FindJobs jobs,
      MediaStore store,
      Links links,
      ReceiveOrderBody receive,
      NameVersions versions,
      ReplayUnderRunning running) {
    this.running = running;
    this.orders = orders;
    this.jobs = jobs;
    this.store = store;
    this.links = links;
    this.receive = receive;
    this.versions = versions;
  }

  /** Retries a job or its deliveries, or runs its brief again under the version that runs now. */
  @PostMapping("/replay")
  DeferredResult<ResponseEntity<Map<String, Object>>> replay(
      @PathVariable("id") String id, Principal principal, HttpServletRequest request)
      throws IOException {
    return take(
        id,
        principal,
        request,
        HttpStatus.ACCEPTED,
        Set.of("reason", "deliveries", "sink", "version", "running_version"),
        body -> replay(id, ReadOrder.order(principal, body), body));
  }

  private Map<String, Object> replay(String id, Order order, JsonNode body) throws OrderRefused {
    Deliveries deliveries = ReadOrder.deliveries(body);
    // An empty name is that of no sink, and not a replay that is paid for.
    boolean oneSink = body.has("sink");
    String seen = body.path("running_version").asText("");
    if (isRunning(body)) {
      if (deliveries != null || oneSink) {
        throw ReadOrder.invalid("Deliveries are repeated as they are; leave out version.");
      }
      return answer(id, running.replay(id, order, seen.isEmpty() ? null : seen));
    }
    if (!seen.isEmpty()) {
      throw ReadOrder.invalid("The field running_version is only for version running.");
    }
    if (oneSink && deliveries != null) {
      throw ReadOrder.invalid("Send either deliveries or sink.");
    }
    return answer(
        id,
        oneSink
            ? orders.redeliver(id, body.path("sink").asText(), order, store::keeps)
            : orders.replay(id, order, deliveries, store::keeps));
  }

  /** Lets a parked job continue, unless it might be paid for twice. */
  @PostMapping("/release")
  DeferredResult<ResponseEntity<Map<String, Object>>> release(
      @PathVariable("id") String id, Principal principal, HttpServletRequest request)
      throws IOException {
    return take(
        id,
        principal,
        request,
        HttpStatus.ACCEPTED,
        Set.of("reason"),
        body -> answer(id, orders.release(id, ReadOrder.order(principal, body), store::keeps)));
  }

  /** Ends a job. */
  @PostMapping("/cancel")
  DeferredResult<ResponseEntity<Map<String, Object>>> cancel(
      @PathVariable("id") String id, Principal principal, HttpServletRequest request)
      throws IOException {
    return take(
        id,
        principal,
        request,
        HttpStatus.OK,
        Set.of("reason"),
        body -> answer(id, orders.cancel(id, ReadOrder.order(principal, body))));
  }

  private interface Give {
    Map<String, Object> give(JsonNode body) throws OrderRefused;
  }

  private DeferredResult<ResponseEntity<Map<String, Object>>> take(
      String id,
      Principal principal,
      HttpServletRequest request,
      HttpStatus status,
      Set<String> fields,
      Give give)
      throws IOException {
    if (!jobs.exists(id, Caller.of(principal).sees())) {
      throw JobsController.unknownJob();
    }
    return receive.receive(
        request,
        bytes -> ResponseEntity.status(status).body(give(id, ReadOrder.body(bytes, fields), give)));
  }

  private Map<String, Object> give(String id, JsonNode body, Give give) {
    try {
      return give.give(body);
    } catch (OrderRefused e) {
      throw problem(e).with("id", id).with("url", links.job(id));
    }
  }

  private Map<String, Object> answer(String id, OrderResult done) {
    return answer(id, done.state(), done.text());
  }

  private Map<String, Object> answer(String of, Replayed made) {
    Map<String, Object> answer = answer(made.jobId(), made.state(), made.text());
    answer.put("replay_of", of);
    return answer;
  }

  private Map<String, Object> answer(String id, JobState state, String text) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", id);
    answer.put("status", state.userStatus());
    answer.put("state", state);
    answer.put("text", text);
    answer.putAll(versions.of(id));
    answer.put("url", links.job(id));
    return answer;
  }

  static Problem problem(OrderRefused refused) {
    String detail = refused.getMessage();
    return switch (refused.why()) {
      case UNKNOWN_JOB -> JobsController.unknownJob();
      case STATE -> Problem.of(409, "order-refused", detail);
      case NOT_NOW -> Problem.of(409, "not-now", detail).withHeader("Retry-After", "5");
      case MEDIA_GONE -> Problem.of(410, "media-gone", detail);
    };
  }

  static boolean isRunning(JsonNode body) {
    return switch (body.path("version").asText("accepted")) {
      case "accepted" -> false;
      case "running" -> true;
      default -> throw ReadOrder.invalid("The field version must be accepted or running.");
    };
  }
}
