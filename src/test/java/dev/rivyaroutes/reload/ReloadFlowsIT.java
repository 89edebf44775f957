package dev.rivyaroutes.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.Json;
import dev.rivyaroutes.TestHouse;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.simulator.media.MediaShape;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** Flow files that change while the program runs and works. */
class ReloadFlowsIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir static Path folder;

  private static SimulatedRivya rivya;
  private static TestHouse house;
  private static ConfigurableApplicationContext program;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    rivya =
        SimulatedRivya.start(
            SimulatorSettings.defaults().withMedia(MediaShape.SMALL.withImageSide(65)));
    rivya.timing(Timing.AT_ONCE);
    house = new TestHouse(folder);
    house.config(
        """
        rivya:
          accounts:
            studio:
              base-url: %s
              api-key: %s
              rate: 1000/s
              concurrency: 32
          wait:
            first: 20ms
            interval: 50ms..100ms
        """
            .formatted(rivya.baseUri(), SimulatorSettings.DEFAULT_KEY));
    for (String flow : List.of("steady", "loaded", "changing", "leaving", "half")) {
      house.httpFlow(flow, "studio", out(flow));
    }
    house.flow("wrong", text("wrong").replace("model:", "modell:"));
    program = house.start();
  }

  private static Path out(String flow) {
    return folder.resolve("out-" + flow);
  }

  private static String text(String flow) throws IOException {
    Path other = folder.resolve("routes").resolve("steady.camel.yaml");
    return Files.readString(other).replace("steady", flow);
  }

  @AfterAll
  static void stop() {
    program.close();
    rivya.close();
  }

  @Test
  void startsAllFlowsButTheWrongOneAndLoadsItOnceItIsCorrected() throws Exception {
    assertThat(state("steady").isWrong()).isFalse();
    assertThat(state("wrong").running()).isNull();
    assertThat(state("wrong").problems().get(0))
        .contains("wrong.camel.yaml:11: rivya-generation-sink is missing the parameter model.");
    assertThat(post("wrong").statusCode()).isEqualTo(404);

    house.flow("wrong", text("wrong"));

    await().atMost(SOON).until(() -> !state("wrong").isWrong());
    assertDelivered("wrong");
  }

  @Test
  void keepsTheLastGoodTextOfAFileThatBecameWrong() throws Exception {
    Route running = route("changing");
    house.flow(
        "changing",
        text("changing")
            .replace("nano-banana-2", "nano-banana-22")
            .replace("account: studio", "account: nobody"));

    await().atMost(SOON).until(() -> state("changing").isWrong());
    assertThat(state("changing").problems().get(0)).contains("changing.camel.yaml:14:", "nobody");
    assertThat(route("changing")).isSameAs(running);
    assertDelivered("changing");

    Route other = route("steady");
    house.flow("changing", text("changing") + "# Corrected.\n");
    await().atMost(SOON).until(() -> !state("changing").isWrong());
    assertThat(route("changing")).isNotSameAs(running);
    assertThat(route("steady")).isSameAs(other);
    assertDelivered("changing");
  }

  @Test
  void stopsTheFlowOfARemovedFileAndStartsItAgain() throws Exception {
    assertDelivered("leaving");
    Path file = folder.resolve("routes/leaving.camel.yaml");
    String text = Files.readString(file);
    Files.delete(file);

    await().atMost(SOON).until(() -> state("leaving") == null);
    assertThat(post("leaving").statusCode()).isEqualTo(404);
    assertThat(routes()).noneMatch(id -> id.contains("leaving"));

    Files.writeString(file, text);
    await().atMost(SOON).until(() -> state("leaving") != null);
    assertDelivered("leaving");
  }

  @Test
  void losesRefusesAndPaysTwiceNothingWhileAFlowIsSwappedAHundredTimes() throws Exception {
    Route steady = route("steady");
    long paidBefore = rivya.generations().all().size();
    List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
    ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor();
    int swaps = Integer.getInteger("reload.swaps", 40);
    try {
      load.scheduleAtFixedRate(
          () -> {
            synchronized (calls) {
              calls.add(CLIENT.sendAsync(call("loaded"), HttpResponse.BodyHandlers.ofString()));
            }
          },
          0,
          20,
          TimeUnit.MILLISECONDS);
      WatchFlowFiles watch = program.getBean(WatchFlowFiles.class);
      for (int n = 0; n < swaps; n++) {
        Route before = route("loaded");
        house.flow("loaded", text("loaded") + "# " + n + "\n");
        watch.look();
        watch.look();
        assertThat(route("loaded")).isNotSameAs(before);
      }
    } finally {
      load.shutdown();
      load.awaitTermination(5, TimeUnit.SECONDS);
    }
    for (CompletableFuture<HttpResponse<String>> call : calls) {
      assertThat(call.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
    }
    int briefs = calls.size();
    assertThat(briefs).isGreaterThan(100);
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(() -> assertThat(jobs("loaded", "done")).isEqualTo(briefs));
    assertThat(rivya.generations().all().size() - paidBefore).isEqualTo(briefs);
    assertThat(route("steady")).isSameAs(steady);
  }

  private static long jobs(String flow, String state) {
    return program
        .getBean(JdbcTemplate.class)
        .queryForObject(
            "select count(*) from job where flow = ? and state = ?", Long.class, flow, state);
  }

  private static List<String> routes() {
    return program.getBean(CamelContext.class).getRoutes().stream().map(Route::getRouteId).toList();
  }

  private static Route route(String id) {
    return program.getBean(CamelContext.class).getRoute(id);
  }

  private static FlowState state(String flow) {
    return program.getBean(FlowStates.class).all().values().stream()
        .filter(state -> state.newest().flow().equals(flow))
        .findFirst()
        .orElse(null);
  }

  private static HttpRequest call(String flow) {
    String port = program.getEnvironment().getProperty("local.server.port");
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + port + "/api/flows/" + flow + "/jobs"))
        .header("Content-Type", "application/json")
        .timeout(Duration.ofSeconds(30))
        .POST(HttpRequest.BodyPublishers.ofString("{\"prompt\": \"a red house\"}"))
        .build();
  }

  private static HttpResponse<String> post(String flow) throws Exception {
    return CLIENT.send(call(flow), HttpResponse.BodyHandlers.ofString());
  }

  private static void assertDelivered(String flow) throws Exception {
    HttpResponse<String> answer = post(flow);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    String id = Json.PLAIN.readTree(answer.body()).path("id").asText();
    await().atMost(SOON).untilAsserted(() -> assertThat(state(id, flow)).isEqualTo("done"));
  }

  private static String state(String id, String flow) {
    return program
        .getBean(JdbcTemplate.class)
        .queryForObject("select state from job where id = ?", String.class, id);
  }
}
