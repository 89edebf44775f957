package dev.rivyaroutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;

/** Flow files on two replicas, each of which has its own. */
interface FlowsOnTwoReplicas {

  /** A replica hears of another one every 15 seconds. */
  Duration HEARD = Duration.ofSeconds(40);

  /** Its results arrive when an event says so. */
  String FLOW = "asked";

  TwoReplicas replicas();

  /** Has Rivya's event for a task arrive. */
  void end(String task) throws Exception;

  @Test
  default void endsEachJobUnderItsVersionAndTellsOfTheDifference() throws Exception {
    String first = text(0);
    String second = first.replace("nano-banana-2", "nano-banana-pro");
    try {
      write(1, second);
      await().atMost(HEARD).until(() -> text(1).equals(second) && differ());
      for (int replica = 0; replica < 2; replica++) {
        int here = replica;
        await().atMost(HEARD).until(() -> state(here).path("differs_on").size() == 1);
        await().atMost(HEARD).until(() -> metric(here) == 1);
        assertThat(health(replica)).contains("\"differsOn\":[");
      }

      String old = replicas().accept(0, FLOW, "An old house");
      String young = replicas().accept(1, FLOW, "A young house");
      for (String job : new String[] {old, young}) {
        replicas().until(job, "waiting");
        end(replicas().task(job));
      }

      assertEnds(old, "nano-banana-2", version(0));
      assertEnds(young, "nano-banana-pro", version(1));
    } finally {
      write(1, first);
    }
    await().atMost(HEARD).until(() -> !differ());
    for (int replica = 0; replica < 2; replica++) {
      int here = replica;
      await().atMost(HEARD).until(() -> state(here).path("differs_on").isEmpty());
      await().atMost(HEARD).until(() -> metric(here) == 0);
    }
  }

  @Test
  default void takesTheSameTextAtTheSameMomentAsOneVersionAndObeysTheOrderOfTheOther()
      throws Exception {
    String before = version(0);
    String text = text(0) + "# The same on both.\n";
    int versions = versions();
    write(0, text);
    write(1, text);
    await().atMost(HEARD).until(() -> running(0, text) && running(1, text));
    assertThat(versions()).isEqualTo(versions + 1);
    assertThat(version(0)).isEqualTo(version(1));

    HttpResponse<String> order =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        replicas()
                            .address(
                                1, "/api/flow-files/" + FLOW + "/versions/" + before + "/restore"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"reason\": \"It was better\"}"))
                    .build(),
                BodyHandlers.ofString());

    assertThat(order.statusCode()).as(order.body()).isEqualTo(200);
    String ordered = Json.PLAIN.readTree(order.body()).path("id").asText();
    await().atMost(HEARD).until(() -> version(0).equals(ordered) && version(1).equals(ordered));
    String job = replicas().accept(0, FLOW, "A house of the order");
    replicas().until(job, "waiting");
    end(replicas().task(job));
    assertEnds(job, "nano-banana-2", ordered);

    String last = text + "# And on.\n";
    write(0, last);
    write(1, last);
    await().atMost(HEARD).until(() -> running(0, last) && running(1, last));
    assertThat(version(0)).isEqualTo(version(1));
  }

  private void assertEnds(String job, String model, String version) {
    replicas().until(job, "done");
    assertThat(replicas().jdbc.queryForMap("select model, flow_version from job where id = ?", job))
        .containsEntry("model", model)
        .containsEntry("flow_version", version);
    assertThat(
            replicas().rivya.generations().all().stream()
                .filter(paid -> job.equals(paid.idempotencyKey()))
                .map(paid -> paid.body().path("model").asText()))
        .containsExactly(model);
  }

  private String text(int replica) throws IOException {
    return Files.readString(replicas().flow(replica, FLOW));
  }

  private void write(int replica, String text) throws IOException {
    var file = replicas().flow(replica, FLOW);
    var written = Files.writeString(file.resolveSibling(FLOW + ".tmp"), text);
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private JsonNode state(int replica) throws IOException {
    String answer = replicas().get(replicas().address(replica, "/api/flow-files"));
    return StreamSupport.stream(Json.PLAIN.readTree(answer).path("flow_files").spliterator(), false)
        .filter(file -> file.path("flow").asText().equals(FLOW))
        .findFirst()
        .orElseThrow();
  }

  private String version(int replica) throws IOException {
    return state(replica).path("version").asText();
  }

  /** Whether the replicas have different texts in force. */
  private boolean differ() throws IOException {
    return !state(0).path("sha256").equals(state(1).path("sha256"));
  }

  private boolean running(int replica, String text) throws IOException {
    return state(replica).path("sha256").asText().equals(DigestUtils.sha256Hex(text));
  }

  private String health(int replica) {
    return replicas().get(replicas().management(replica, "/actuator/health"));
  }

  private double metric(int replica) {
    return replicas()
        .get(replicas().management(replica, "/actuator/prometheus"))
        .lines()
        .filter(line -> line.startsWith("rivya_flow_replicas_differ{flow=\"" + FLOW + "\"}"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElse(-1);
  }

  private int versions() {
    return replicas()
        .jdbc
        .queryForObject("select count(*) from flow_version where flow = ?", Integer.class, FLOW);
  }
}
