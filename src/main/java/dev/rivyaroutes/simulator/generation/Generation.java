package dev.rivyaroutes.simulator.generation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.server.ApiJson;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** A paid generation; its status follows from the time that has passed. */
public record Generation(
    long sequence,
    String id,
    PaidRequest order,
    Instant createdAt,
    Outcome outcome,
    AtomicInteger versionOfUrls) {

  private static final Duration QUEUED_MAX = Duration.ofSeconds(2);

  Generation(long sequence, String id, PaidRequest order, Instant createdAt, Outcome outcome) {
    this(sequence, id, order, createdAt, outcome, new AtomicInteger(1));
  }

  public Instant endsAt() {
    return createdAt.plus(outcome.duration());
  }

  long unused() {
    return outcome.failed() ? order.reserved() : order.reserved() - order.settled();
  }

  String status(Instant now) {
    Duration queued = outcome.duration().dividedBy(4);
    Instant startsAt = createdAt.plus(queued.compareTo(QUEUED_MAX) < 0 ? queued : QUEUED_MAX);
    if (now.isBefore(startsAt)) {
      return "queued";
    }
    if (outcome.stuck() || now.isBefore(endsAt())) {
      return "processing";
    }
    return outcome.failed() ? "failed" : "succeeded";
  }

  /** The version in the result URLs; older versions have expired. */
  int urlVersion() {
    return versionOfUrls.get();
  }

  void expireUrls(int version) {
    versionOfUrls.compareAndSet(version, version + 1);
  }

  /** The answer to the create call and to its repetitions. */
  ObjectNode accepted() {
    return json("queued", createdAt);
  }

  public ObjectNode show(Instant now, ArrayNode urls) {
    String status = status(now);
    boolean ended = status.equals("succeeded") || status.equals("failed");
    ObjectNode json = json(status, ended ? endsAt() : createdAt);
    if (status.equals("succeeded")) {
      json.put("final_credits", order.settled());
      json.putObject("result").put("primary_url", urls.get(0).asText()).set("urls", urls);
    } else if (status.equals("failed")) {
      json.putObject("error").put("code", outcome.failure()).put("message", outcome.message());
    }
    return json;
  }

  private ObjectNode json(String status, Instant updatedAt) {
    return ApiJson.object()
        .put("id", id)
        .put("status", status)
        .put("model", order.model().id())
        .put("reserved_credits", order.reserved())
        .put("final_credits", 0)
        .put("created_at", ApiJson.time(createdAt))
        .put("updated_at", ApiJson.time(updatedAt))
        .putNull("result")
        .putNull("error");
  }
}
