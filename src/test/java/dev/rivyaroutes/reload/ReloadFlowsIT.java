package dev.rivyaroutes.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.TestHouse;
import dev.rivyaroutes.check.flows.FlowText;
import dev.rivyaroutes.ledger.audit.Action;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.version.FlowSwitch;
import dev.rivyaroutes.ledger.version.FlowSwitches;
import dev.rivyaroutes.ledger.version.FlowVersions;
import dev.rivyaroutes.rivya.model.ModelCatalogue;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.simulator.media.MediaShape;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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

  /** A source of Camel's own, which asks nobody before it takes a file. */
  private static final String PLAIN =
      """
      # In: texts in a folder. Out: a line in the log. On failure: the text stays.
      - route:
          id: plain
          description: Take texts by a component of Camel
          from:
            uri: file:%s/plain
            parameters:
              initialDelay: 50
              delay: 50
            steps:
              - setVariable:
                  name: sourceId
                  expression:
                    simple:
                      expression: ${header.CamelFileName}
              - convertBodyTo:
                  type: java.lang.String
              - to:
                  uri: kamelet:rivya-generation-sink
                  parameters:
                    flow: plain
                    account: studio
                    model: nano-banana-2
      - route:
          id: plain-results
          description: Tell the log
          from:
            uri: kamelet:rivya-result-source
            parameters:
              flow: plain
              sink: log
            steps:
              - to:
                  uri: kamelet:log-result-sink
      """;

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
          reload:
            quiet-within: 2s
        """
            .formatted(rivya.baseUri(), SimulatorSettings.DEFAULT_KEY));
    for (String flow :
        List.of(
            "steady",
            "loaded",
            "changing",
            "leaving",
            "half",
            "kept",
            "back",
            "restarted",
            "ordered",
            "again",
            "accepted",
            "switched",
            "remote",
            "closed",
            "modelled",
            "slow")) {
      house.httpFlow(flow, "studio", out(flow));
    }
    house.flow("plain", PLAIN.formatted(folder));
    house.flow("slow", slowSink(text("slow")));
    Files.createDirectories(folder.resolve("in-drops"));
    house.flow(
        "drops",
        house
            .goodFlow()
            .replace(folder + "/in", folder + "/in-drops")
            .replace(folder + "/out", folder + "/out-drops")
            .replace("posters", "drops"));
    house.flow("wrong", text("wrong").replace("model:", "modell:"));
    house.flow("pair", text("pair") + text("pair-b").replaceFirst("# In.*\n", ""));
    Files.createDirectories(folder.resolve("plain"));
    map("v1", "");
    Path data = folder.resolve("routes/..data");
    Files.createSymbolicLink(data, Path.of("..v1"));
    Files.createSymbolicLink(
        folder.resolve("routes/mapped.camel.yaml"), Path.of("..data/mapped.camel.yaml"));
    program = house.start();
  }

  /** Each delivery takes longer than a swap waits for a quiet moment. */
  private static String slowSink(String text) {
    String sink = "        - to:\n            uri: kamelet:folder-result-sink";
    assertThat(text).contains(sink);
    return text.replace(
        sink,
        """
                - delay:
                    expression:
                      constant:
                        expression: 2500
        """
            + sink);
  }

  /** A version of a ConfigMap as Kubernetes mounts it. */
  private static void map(String version, String more) throws IOException {
    Path mounted = Files.createDirectories(folder.resolve("routes/.." + version));
    Files.writeString(mounted.resolve("mapped.camel.yaml"), text("mapped") + more);
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
    assertThat(get("/console").body())
        .contains(
            "Flow wrong does not run", "rivya-generation-sink is missing the parameter model");

    house.flow("slow", slowSink(text("slow")));
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

  /** The models of the account are known: Rivya has returned them. */
  @Test
  void keepsTheLastGoodTextOfAFileWithAModelOrAParameterThatRivyaDoesNotHave() throws Exception {
    await().atMost(SOON).until(() -> program.getBean(ModelCatalogue.class).revision("studio") >= 0);
    Route running = route("modelled");
    for (String wrong : List.of(misnamed("modelled"), withRatio("modelled", "99:1"))) {
      house.flow("modelled", wrong);
      await().atMost(SOON).until(() -> state("modelled").newest().text().equals(wrong));
      assertThat(state("modelled").isWrong()).isTrue();
      assertThat(route("modelled")).isSameAs(running);
      assertThat(modelOf(assertDelivered("modelled"))).isEqualTo("nano-banana-2");
    }
    assertThat(state("modelled").problems())
        .singleElement(STRING)
        .contains("routes/modelled.camel.yaml:", "aspect_ratio", "99:1");
    assertThat(get("/api/flow-files").body()).contains("99:1");

    house.flow("modelled", withRatio("modelled", "16:9"));
    await().atMost(SOON).until(() -> !state("modelled").isWrong());
    assertDelivered("modelled");
  }

  private static String misnamed(String flow) throws IOException {
    return text(flow).replace("nano-banana-2", "nano-banana-22");
  }

  private static String withRatio(String flow, String ratio) throws IOException {
    String step = "        - to:\n            uri: kamelet:rivya-generation-sink";
    return text(flow)
        .replace(
            step,
            "        - setVariable:\n            name: params\n            expression:\n"
                + "              constant:\n                expression: '{\"aspect_ratio\": \""
                + ratio
                + "\"}'\n"
                + step);
  }

  /**
   * At every moment a call and a delivery of the flow are under way, each for longer than a swap
   * waits for a quiet moment.
   */
  @Test
  void swapsInBoundedTimeWhileSlowCallsAndDeliveriesOverlap() throws Exception {
    Route before = route("slow");
    long paid = rivya.generations().all().size();
    List<CompletableFuture<HttpResponse<String>>> calls = new CopyOnWriteArrayList<>();
    ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor();
    Instant changed;
    try {
      load.scheduleAtFixedRate(
          () -> {
            calls.add(CLIENT.sendAsync(slowCall("slow"), HttpResponse.BodyHandlers.ofString()));
          },
          0,
          500,
          TimeUnit.MILLISECONDS);
      await().atMost(SOON).until(() -> deliveries("slow", "delivered") > 0);
      changed = Instant.now();
      house.flow("slow", text("slow"));
      await().atMost(Duration.ofSeconds(30)).until(() -> route("slow") != before);
    } finally {
      load.shutdown();
      load.awaitTermination(5, TimeUnit.SECONDS);
    }
    System.out.printf(
        "ReloadFlowsIT: swapped within %s among %d slow calls%n",
        Duration.between(changed, Instant.now()), calls.size());
    for (CompletableFuture<HttpResponse<String>> call : calls) {
      assertThat(call.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(jobs("slow", "done")).isEqualTo(calls.size()));
    assertThat(rivya.generations().all().size() - paid).isEqualTo(calls.size());
    assertThat(deliveries("slow", "delivered")).isEqualTo(calls.size());
  }

  private static long deliveries(String flow, String state) {
    return program
        .getBean(JdbcTemplate.class)
        .queryForObject(
            "select count(*) from delivery d join job j on j.id = d.job_id"
                + " where j.flow = ? and d.state = ?",
            Long.class,
            flow,
            state);
  }

  /** A call whose body takes about 2.5 seconds. */
  private static HttpRequest slowCall(String flow) {
    return HttpRequest.newBuilder(uri("/api/flows/" + flow + "/jobs"))
        .header("Content-Type", "application/json")
        .timeout(Duration.ofSeconds(30))
        .POST(HttpRequest.BodyPublishers.ofInputStream(SlowBody::new))
        .build();
  }

  /** A brief with many spaces, which come bit by bit. */
  private static final class SlowBody extends InputStream {
    private static final int PIECES = 25;
    private int piece;

    @Override
    public int read(byte[] into, int from, int most) {
      if (piece > PIECES) {
        return -1;
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      String text = piece == 0 ? "{\"prompt\": \"a slow house\"" : " ".repeat(500);
      byte[] bytes = (piece == PIECES ? "}" : text).getBytes(StandardCharsets.US_ASCII);
      piece++;
      System.arraycopy(bytes, 0, into, from, bytes.length);
      return bytes.length;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }
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
  void takesNoHalfWrittenFileAndTheLastOfTwoQuickSaves() throws Exception {
    Route before = route("half");
    String whole = text("half").replace("nano-banana-2", "nano-banana-pro");
    Path file = folder.resolve("routes/half.camel.yaml");
    Files.writeString(file, whole.substring(0, whole.indexOf("model:") + 3));
    await().atMost(SOON).until(() -> state("half").isWrong());
    assertThat(route("half")).isSameAs(before);

    Files.writeString(file, whole);
    Path written = Files.writeString(folder.resolve("half.tmp"), whole + "# Saved again.\n");
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);

    await().atMost(SOON).until(() -> !state("half").isWrong());
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(state("half").running().file().text()).endsWith("# Saved again.\n"));
    assertThat(modelOf(assertDelivered("half"))).isEqualTo("nano-banana-pro");
  }

  @Test
  void seesTheSwapOfAConfigMap() throws Exception {
    Route before = route("mapped");
    map("v2", "# Version 2.\n");
    Path next = folder.resolve("routes/..data_tmp");
    Files.createSymbolicLink(next, Path.of("..v2"));
    Files.move(next, folder.resolve("routes/..data"), StandardCopyOption.ATOMIC_MOVE);

    await().atMost(Duration.ofSeconds(10)).until(() -> route("mapped") != before);
    assertDelivered("mapped");
  }

  /** One file is one flow: the program holds jobs, versions and results by its name. */
  @Test
  void refusesASecondFlowInAFile() {
    assertThat(state("pair").running()).isNull();
    assertThat(state("pair").problems().get(0))
        .contains("pair.camel.yaml:", "has flow: pair-b, but the file is named pair");
  }

  @Test
  void refusesARouteIdThatAnotherFileHas() throws Exception {
    Route steady = route("steady");
    house.flow("twin", text("twin").replace("id: twin\n", "id: steady\n"));

    await().atMost(SOON).until(() -> state("twin") != null);
    assertThat(state("twin").running()).isNull();
    assertThat(state("twin").problems().get(0)).contains("twin.camel.yaml:", "steady");
    assertThat(route("steady")).isSameAs(steady);
    assertDelivered("steady");
    Files.delete(folder.resolve("routes/twin.camel.yaml"));
  }

  @Test
  void endsAJobUnderTheVersionThatAcceptedIt() throws Exception {
    String before = state("kept").runningVersion();
    rivya.timing(Timing.all(Duration.ofSeconds(6)));
    String job = accept("kept");
    rivya.timing(Timing.AT_ONCE);
    String more =
        text("kept")
            .substring(text("kept").indexOf("- route:\n    id: kept-results"))
            .replace("kept-results", "kept-more")
            .replace("sink: folder", "sink: more");
    house.flow("kept", text("kept").replace("nano-banana-2", "nano-banana-pro") + more);
    await().atMost(SOON).until(() -> !state("kept").runningVersion().equals(before));

    String later = assertDelivered("kept");

    await().atMost(SOON).untilAsserted(() -> assertThat(stateOf(job)).isEqualTo("done"));
    assertThat(modelOf(job)).isEqualTo("nano-banana-2");
    assertThat(modelOf(later)).isEqualTo("nano-banana-pro");
    assertThat(versionOf(job)).isEqualTo(before);
    assertThat(versionOf(later)).isEqualTo(state("kept").runningVersion());
    assertThat(sinksOf(job)).containsExactly("folder");
    assertThat(sinksOf(later)).containsExactly("folder", "more");
  }

  @Test
  void runsABriefAgainUnderTheVersionThatRunsNowAndSaysBeforeWhatDiffers() throws Exception {
    String first = state("again").runningVersion();
    String job = assertDelivered("again");
    house.flow("again", text("again").replace("nano-banana-2", "nano-banana-pro"));
    await().atMost(SOON).until(() -> !state("again").runningVersion().equals(first));
    String second = state("again").runningVersion();
    String replay = "/api/jobs/" + job + "/replay";

    HttpResponse<String> plan = send(replay + "/plan", "{\"version\": \"running\"}");
    assertThat(plan.statusCode()).as(plan.body()).isEqualTo(200);
    JsonNode difference = Json.PLAIN.readTree(plan.body());
    // The first job may be accepted before the prices are known.
    assertThat(difference.path("changed").toString())
        .isIn("[\"model\",\"credits\"]", "[\"model\"]");
    assertThat(difference.path("after").path("credits").asInt()).isEqualTo(8);
    assertThat(difference.path("before").path("model").asText()).isEqualTo("nano-banana-2");
    assertThat(difference.path("after").path("model").asText()).isEqualTo("nano-banana-pro");
    assertThat(difference.path("after").path("sinks").toString()).isEqualTo("[\"folder\"]");
    assertThat(difference.path("running_version").asText()).isEqualTo(second);
    assertThat(jobs("again", "done")).as("a plan makes no job").isOne();

    String order =
        "{\"version\": \"running\", \"reason\": \"better\", \"running_version\": \"%s\"}";
    assertThat(send(replay, order.formatted(first)).body())
        .contains("Version " + second + " of flow again runs now, not version " + first);
    JsonNode made = Json.PLAIN.readTree(send(replay, order.formatted(second)).body());
    String next = made.path("id").asText();
    assertThat(made.path("replay_of").asText()).as(made.toString()).isEqualTo(job);
    assertThat(made.path("flow_version").asText()).isEqualTo(second);
    JsonNode same = Json.PLAIN.readTree(send(replay, order.formatted(second)).body());
    assertThat(same.path("id").asText()).isEqualTo(next);
    assertThat(same.path("text").asText()).startsWith("Nothing was made");

    await().atMost(SOON).untilAsserted(() -> assertThat(stateOf(next)).isEqualTo("done"));
    assertThat(modelOf(next)).isEqualTo("nano-banana-pro");
    assertThat(modelOf(job)).isEqualTo("nano-banana-2");
    assertThat(jobs("again", "done")).isEqualTo(2);
    assertThat(Json.PLAIN.readTree(get("/api/jobs/" + job).body()).path("replays").toString())
        .isEqualTo("[\"" + next + "\"]");
    assertThat(Json.PLAIN.readTree(get("/api/jobs/" + next).body()).path("prompt").asText())
        .isEqualTo("a red house");

    String step =
        """
                - setVariable:
                    name: params
                    expression:
                      simple:
                        expression: '{"colour": "${body[prompt]}"}'
        """;
    String sink = "        - to:\n            uri: kamelet:rivya-generation-sink";
    house.flow("again", text("again").replace(sink, step + sink));
    await().atMost(SOON).until(() -> !state("again").runningVersion().equals(second));
    HttpResponse<String> refused = send(replay, "{\"version\": \"running\"}");
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
    assertThat(refused.body()).contains("refuses this brief, and nothing was made");
    assertThat(jobs("again", "done") + jobs("again", "failed")).isEqualTo(2);
    assertThat(get("/api/audit?thing=" + job).body()).contains("\"outcome\":\"refused\"");
  }

  @Test
  void runsFilesOfAFolderAgainWithTheirReferences() throws Exception {
    String before = state("posters").runningVersion();
    String sink = "        - to:\n            uri: kamelet:rivya-generation-sink";
    String step =
        """
                - setVariable:
                    name: prompt
                    expression:
                      constant:
                        expression: At night
        """;
    house.flow("posters", house.goodFlow().replace(sink, step + sink));
    await().atMost(SOON).until(() -> !before.equals(state("posters").runningVersion()));
    Path in = Files.createDirectories(folder.resolve("in"));
    Path cup = Path.of("src/main/resources/demo/cup.png");
    Files.writeString(in.resolve("two.json"), "{\"references\": [\"cup.png\"]}");
    Files.copy(cup, in.resolve("cup.png"));
    await().atMost(SOON).until(() -> jobs("posters", "done") == 1);
    Files.write(in.resolve("own.png"), padded(cup));
    await().atMost(SOON).until(() -> jobs("posters", "done") == 2);

    JdbcTemplate ledger = program.getBean(JdbcTemplate.class);
    for (String job :
        ledger.queryForList("select id from job where flow = 'posters'", String.class)) {
      JsonNode made =
          Json.PLAIN.readTree(
              send("/api/jobs/" + job + "/replay", "{\"version\": \"running\"}").body());
      assertThat(made.path("replay_of").asText()).as(made.toString()).isEqualTo(job);
      String references =
          "select name, sha256, beside from job_file where job_id = ? and role = 'reference'";
      assertThat(ledger.queryForList(references, made.path("id").asText()))
          .hasSize(1)
          .isEqualTo(ledger.queryForList(references, job));
      assertThat(
              ledger.queryForObject(
                  "select prompt from job_content where job_id = ?",
                  String.class,
                  made.path("id").asText()))
          .isEqualTo("At night");
    }
    await().atMost(SOON).until(() -> jobs("posters", "done") == 4);
  }

  /** Other bytes of the same picture, so that it is no reference of another brief. */
  private static byte[] padded(Path picture) throws IOException {
    byte[] bytes = Files.readAllBytes(picture);
    return Arrays.copyOf(bytes, bytes.length + 1);
  }

  private static HttpResponse<String> send(String path, String body) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void goesBackToAVersionUntilTheFileChanges() throws Exception {
    String first = state("back").runningVersion();
    house.flow("back", text("back").replace("nano-banana-2", "nano-banana-pro"));
    await().atMost(SOON).until(() -> !state("back").runningVersion().equals(first));
    String second = state("back").runningVersion();
    assertThat(get("/api/flow-files/back/versions/" + first + "/diff?from=" + second).body())
        .contains("--- back " + second, "+++ back " + first)
        .containsPattern("(?m)^- +model: nano-banana-pro$")
        .containsPattern("(?m)^\\+ +model: nano-banana-2$");

    HttpResponse<String> order =
        CLIENT.send(
            HttpRequest.newBuilder(uri("/api/flow-files/back/versions/" + first + "/restore"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"reason\": \"It was better\"}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(order.statusCode()).as(order.body()).isEqualTo(200);
    assertThat(modelOf(assertDelivered("back"))).isEqualTo("nano-banana-2");
    assertThat(get("/api/flow-files/back/versions").body()).contains("It was better");
    assertThat(get("/api/audit?action=restore-flow").body())
        .contains("It was better", "\"thing\":\"back\"");

    house.flow("back", text("back").replace("nano-banana-2", "nano-banana-pro") + "# Again.\n");
    await().atMost(SOON).until(() -> running("back").endsWith("# Again.\n"));
    assertThat(modelOf(assertDelivered("back"))).isEqualTo("nano-banana-pro");
  }

  @Test
  void switchesAFlowOffWhileItsJobsEndAndOnAgain() throws Exception {
    rivya.timing(Timing.all(Duration.ofSeconds(3)));
    String under = accept("switched");
    rivya.timing(Timing.AT_ONCE);

    HttpResponse<String> off = order("switched", "switch-off", "The shop is closed");

    assertThat(off.statusCode()).as(off.body()).isEqualTo(200);
    assertThat(off.body()).contains("\"on\":false", "\"reason\":\"The shop is closed\"");
    HttpResponse<String> refused = post("switched");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).contains("60");
    assertThat(refused.body())
        .contains("problem:flow-off", "Flow switched is switched off: The shop is closed.");
    assertThat(isStarted("switched")).isFalse();
    assertThat(isStarted("switched-results")).isTrue();
    await().atMost(SOON).untilAsserted(() -> assertThat(stateOf(under)).isEqualTo("done"));
    assertThat(order("switched", "switch-off", "Again").statusCode()).isEqualTo(409);
    assertThat(offMetric("switched")).isEqualTo(1);
    assertThat(offMetric("steady")).isZero();
    assertThat(program.getBean(FlowsHealth.class).health().getDetails().toString())
        .contains("Flow switched was switched off by ", "(The shop is closed)");

    house.flow("switched", text("switched") + "# Saved while it is off.\n");
    await().atMost(SOON).until(() -> running("switched").endsWith("while it is off.\n"));
    assertThat(isStarted("switched")).isFalse();
    assertThat(isStarted("switched-results")).isTrue();
    assertThat(post("switched").statusCode()).isEqualTo(503);
    assertThat(get("/api/flows").body()).contains("\"flow\":\"switched\",\"on\":false");

    assertThat(order("switched", "switch-on", "It is open").body()).contains("\"on\":true");

    assertDelivered("switched");
    assertThat(offMetric("switched")).isZero();
    assertThat(order("switched", "switch-on", "Twice").statusCode()).isEqualTo(409);
    assertThat(order("nothing", "switch-off", "Unknown").statusCode()).isEqualTo(404);
    assertThat(get("/api/audit?thing=switched").body())
        .contains("switch-off-flow", "switch-on-flow", "It is open", "\"outcome\":\"refused\"");
  }

  @Test
  void leavesWhatLiesAtASourceOfCamelWhileItsFlowIsOff() throws Exception {
    Files.writeString(folder.resolve("plain/first.txt"), "a first house");
    await().atMost(SOON).until(() -> jobs("plain", "done") == 1);

    order("plain", "switch-off", "");
    Path second = Files.writeString(folder.resolve("plain/second.txt"), "a second house");
    house.flow("plain", PLAIN.formatted(folder) + "# Saved while it is off.\n");
    await().atMost(SOON).until(() -> running("plain").endsWith("while it is off.\n"));

    assertThat(isStarted("plain")).isFalse();
    assertThat(second).exists();
    order("plain", "switch-on", "");
    await().atMost(SOON).until(() -> jobs("plain", "done") == 2);
    assertThat(second).doesNotExist();
  }

  @Test
  void leavesWhatLiesInAFolderWhileItsFlowIsOff() throws Exception {
    order("drops", "switch-off", "");
    Path file = folder.resolve("in-drops/house.txt");
    Files.writeString(file, "a quiet house");
    // Meanwhile other flows work, and the source polls several times.
    assertDelivered("steady");
    assertDelivered("steady");

    assertThat(isStarted("drops")).isFalse();
    assertThat(file).exists();
    assertThat(jobs("drops", "done")).isZero();
    order("drops", "switch-on", "");
    await().atMost(SOON).until(() -> jobs("drops", "done") == 1);
    assertThat(file).doesNotExist();
  }

  /** The other replica has committed the order and died before it told anybody. */
  @Test
  void obeysTheSwitchesThatAnotherReplicaHasCommitted() throws Exception {
    assertDelivered("remote");
    switchOff("remote");

    await().atMost(SOON).until(() -> post("remote").statusCode() == 503);
    await().atMost(SOON).until(() -> !isStarted("remote"));

    program.getBean(FlowSwitches.class).switchOn("remote", audit(Action.SWITCH_ON_FLOW, "remote"));
    await().atMost(SOON).until(() -> isStarted("remote"));
    assertDelivered("remote");
  }

  private static void switchOff(String flow) {
    program
        .getBean(FlowSwitches.class)
        .switchOff(
            new FlowSwitch(flow, "ops", "elsewhere", Instant.now()),
            audit(Action.SWITCH_OFF_FLOW, flow));
  }

  private static Sql audit(Action action, String flow) {
    return new Order("ops", "elsewhere").done(action, flow, "done", Instant.now());
  }

  private static boolean isStarted(String route) {
    return program
        .getBean(CamelContext.class)
        .getRouteController()
        .getRouteStatus(route)
        .isStarted();
  }

  private static double offMetric(String flow) {
    return program
        .getBean(MeterRegistry.class)
        .get("rivya.flow.switched.off")
        .tag("flow", flow)
        .gauge()
        .value();
  }

  private static HttpResponse<String> order(String flow, String order, String reason)
      throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(uri("/api/flows/" + flow + "/" + order))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"reason\": \"" + reason + "\"}"))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void tellsWhichFlowsAnotherReplicaHasInAnotherText() throws Exception {
    JdbcTemplate ledger = program.getBean(JdbcTemplate.class);
    assertThat(ledger.queryForList("select flows from flow_replica", String.class).get(0))
        .contains("\"steady\":\"" + state("steady").runningSha256() + "\"");
    Sql.of(
            "insert into flow_replica (replica, host, flows, seen_at) values (?, ?, ?, ?)",
            "other",
            "other-host",
            "{\"steady\": \"0000\"}",
            Instant.now())
        .run(ledger);
    house.flow("changing", text("changing") + "# Has the replicas compared at once.\n");

    CompareReplicas replicas = program.getBean(CompareReplicas.class);
    await().atMost(SOON).until(() -> replicas.differing().containsKey("steady"));
    assertThat(replicas.differing().get("steady")).containsExactly("other-host");
    assertThat(get("/api/flow-files").body()).contains("\"differs_on\":[\"other-host\"]");
    assertThat(get("/console").body())
        .contains("Flow steady differs between replicas", "in force on other-host");

    ledger.update("delete from flow_replica where replica = 'other'");
    house.flow("changing", text("changing") + "# Once more.\n");
    await().atMost(SOON).until(() -> replicas.differing().isEmpty());
  }

  /**
   * The program ends after a version was accepted and before its routes were swapped, and with a
   * job that is not sent, whose flow is loaded after others.
   */
  @Test
  void runsTheLastGoodTextAndOrdersAfterARestart() throws Exception {
    String unsent = assertDelivered("steady");
    set(unsent, "accepted", "submit");
    String good = state("restarted").runningVersion();
    String ordered = state("ordered").runningVersion();
    house.flow("ordered", text("ordered") + "# Second.\n");
    await().atMost(SOON).until(() -> !state("ordered").runningVersion().equals(ordered));
    FlowVersions versions = program.getBean(FlowVersions.class);
    program
        .getBean(OrderFlows.class)
        .restore(versions.find(ordered).orElseThrow(), new Order("ops", "back"));
    String accepted = text("accepted") + "# Accepted.\n";
    FlowText text = new FlowText("accepted", accepted, null);
    String version = versions.accept("accepted", accepted, text.sha256());
    switchOff("closed");
    program.close();
    house.flow("accepted", accepted);
    house.flow("restarted", text("restarted").replace("model:", "modell:"));
    house.flow("steady-too", misnamed("steady-too"));
    house.flow("half", misnamed("half"));

    program = house.start();

    assertThat(events(unsent, "parked")).as("jobs of flows that are loaded later").isZero();
    set(unsent, "done", null);
    assertThat(state("restarted").isWrong()).isTrue();
    assertThat(state("restarted").runningVersion()).isEqualTo(good);
    assertThat(isStarted("closed")).isFalse();
    assertThat(post("closed").body()).contains("flow-off", "elsewhere");
    order("closed", "switch-on", "");
    assertDelivered("closed");
    assertDelivered("restarted");
    assertThat(state("half").problems().get(0)).contains("half.camel.yaml:", "nano-banana-22");
    assertDelivered("half");
    assertThat(state("steady-too").running()).isNull();
    assertThat(state("accepted").runningVersion()).isEqualTo(version);
    assertThat(running("ordered")).doesNotContain("# Second.");
    assertThat(program.getBean(FlowVersions.class).newest("ordered", 9)).hasSize(3);
  }

  @Test
  void losesRefusesAndPaysTwiceNothingWhileAFlowIsSwappedAHundredTimes() throws Exception {
    Route steady = route("steady");
    long paidBefore = rivya.generations().all().size();
    List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
    ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor();
    int swaps = Integer.getInteger("reload.swaps", 25);
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
    System.out.printf(
        "ReloadFlowsIT: %d swaps; %d briefs, all answered with 202, done and paid once%n",
        swaps, briefs);
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
    return HttpRequest.newBuilder(uri("/api/flows/" + flow + "/jobs"))
        .header("Content-Type", "application/json")
        .timeout(Duration.ofSeconds(30))
        .POST(HttpRequest.BodyPublishers.ofString("{\"prompt\": \"a red house\"}"))
        .build();
  }

  private static HttpResponse<String> post(String flow) throws Exception {
    return CLIENT.send(call(flow), HttpResponse.BodyHandlers.ofString());
  }

  private static String accept(String flow) throws Exception {
    HttpResponse<String> answer = post(flow);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return Json.PLAIN.readTree(answer.body()).path("id").asText();
  }

  private static String assertDelivered(String flow) throws Exception {
    String id = accept(flow);
    await().atMost(SOON).untilAsserted(() -> assertThat(stateOf(id)).isEqualTo("done"));
    return id;
  }

  /** Puts a job into a state in which it is due only after all tests. */
  private static void set(String job, String state, String stage) {
    program
        .getBean(JdbcTemplate.class)
        .update(
            "update job set state = ?, stage = ?, due_at = '2999-01-01T00:00:00.000000Z'"
                + " where id = ?",
            state,
            stage,
            job);
  }

  private static long events(String job, String state) {
    return program
        .getBean(JdbcTemplate.class)
        .queryForObject(
            "select count(*) from job_event where job_id = ? and state = ?",
            Long.class,
            job,
            state);
  }

  private static String running(String flow) {
    return state(flow).running().file().text();
  }

  private static String stateOf(String job) {
    return of(job, "state");
  }

  private static String modelOf(String job) {
    return of(job, "model");
  }

  private static String versionOf(String job) {
    return of(job, "flow_version");
  }

  private static String of(String job, String column) {
    return program
        .getBean(JdbcTemplate.class)
        .queryForObject("select " + column + " from job where id = ?", String.class, job);
  }

  private static List<String> sinksOf(String job) {
    return program
        .getBean(JdbcTemplate.class)
        .queryForList(
            "select sink from delivery where job_id = ? order by sink", String.class, job);
  }

  private static URI uri(String path) {
    return URI.create(
        "http://127.0.0.1:" + program.getEnvironment().getProperty("local.server.port") + path);
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
