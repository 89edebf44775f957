package dev.rivyaroutes.simulator.generation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.server.ApiJson;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** A paid generation; its status is a matter of the time that has passed, nothing moves it. */
public final class Generation {

  private static final Duration QUEUED_MAX = Duration.ofSeconds(2);

  private final long sequence;
  private final String id;
  private final PaidRequest order;
  private final Instant createdAt;
  private final Outcome fate;
  private final AtomicInteger urlVersion = new AtomicInteger(1);

  Generation(long sequence, String id, PaidRequest order, Instant createdAt, Outcome fate) {
    this.sequence = sequence;
    this.id = id;
    this.order = order;
    this.createdAt = createdAt;
    this.fate = fate;
  }

  public long sequence() {
    return sequence;
  }

  String id() {
    return id;
  }

  public PaidRequest order() {
    return order;
  }

  Instant createdAt() {
    return createdAt;
  }

  public Instant endsAt() {
    return createdAt.plus(fate.duration());
  }

  long unused() {
    return fate.failed() ? order.reserved() : order.reserved() - order.settled();
  }

  public Outcome fate() {
    return fate;
  }

  String status(Instant now) {
    Duration queued = fate.duration().dividedBy(4);
    Instant startsAt = createdAt.plus(queued.compareTo(QUEUED_MAX) < 0 ? queued : QUEUED_MAX);
    if (now.isBefore(startsAt)) {
      return "queued";
    }
    if (fate.stuck() || now.isBefore(endsAt())) {
      return "processing";
    }
    return fate.failed() ? "failed" : "succeeded";
  }

  /** The number in the URLs of the result files; older numbers are gone. */
  int urlVersion() {
    return urlVersion.get();
  }

  /** Lets the URLs of this version be gone. */
  void expireUrls(int version) {
    urlVersion.compareAndSet(version, version + 1);
  }

  /** The object as the create call answers it, now and on every repeat. */
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
      json.putObject("error").put("code", fate.failure()).put("message", fate.message());
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
