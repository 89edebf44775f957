package dev.rivyaroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Bulk replays of the same failed jobs over the kills of a crash test: one is paused and one ended
 * by a person as soon as they run, and the third has to replay what is left, each job once.
 */
final class CrashBulk {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String BODY =
      "{\"name\":\"%s\",\"order\":\"replay\",\"q\":\"state:failed\",\"first\":3,"
          + "\"stop_above\":100,\"reason\":\"Rivya takes them now\"}";

  private final CrashHouse house;
  private final int jobs;
  private final OperatorCalls calls;

  /**
   * @param jobs how many jobs fail before the bulk orders
   */
  CrashBulk(CrashHouse house, int jobs) {
    this.house = house;
    this.calls = new OperatorCalls(house);
    this.jobs = jobs;
  }

  /** Plans all of them while the jobs have failed, so that each of them has every job. */
  void plan() {
    await("the jobs that fail")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> house.database().jobs("state = 'failed'") == jobs);
    for (String name : List.of("paused", "ended", "whole")) {
      JsonNode asked = call("POST", "/api/bulk-orders", BODY.formatted(name));
      await("the plan of " + name)
          .atMost(PATIENCE)
          .until(() -> bulk(asked).path("state").asText().equals("planned"));
      assertThat(bulk(asked).path("plan").path("will").asInt()).as(name).isEqualTo(jobs);
    }
  }

  /** Starts them, and has a person pause and end two. */
  void begin() {
    for (JsonNode bulk : call("GET", "/api/bulk-orders", null).path("bulk_orders")) {
      call("POST", address(bulk) + "/start", "{}");
      switch (bulk.path("name").asText()) {
        case "paused" -> call("POST", address(bulk) + "/pause", "{}");
        case "ended" -> call("POST", address(bulk) + "/end", "{}");
        default -> {}
      }
    }
  }

  boolean isFinished() throws SQLException {
    return house.database().bulkOrders().get("whole").equals("finished");
  }

  /** With the program away. */
  void check() throws SQLException {
    CrashDatabase database = house.database();
    assertThat(database.bulkOrders())
        .as("what became of the bulk orders")
        .isEqualTo(Map.of("paused", "paused", "ended", "ended", "whole", "finished"));
    assertThat(database.replays()).as("replays of each job").hasSize(jobs);
    assertThat(database.replays().values()).containsOnly(1);
    assertThat(database.jobs("idempotency_key = id || '-2'")).as("second keys").isEqualTo(jobs);
    assertThat(database.jobs("idempotency_key not in (id, id || '-2')")).as("others").isZero();
  }

  private static String address(JsonNode bulk) {
    return "/api/bulk-orders/" + bulk.path("id").asText();
  }

  private JsonNode bulk(JsonNode asked) {
    return call("GET", address(asked), null);
  }

  private JsonNode call(String method, String path, String body) {
    return calls.call(method, path, body);
  }
}
