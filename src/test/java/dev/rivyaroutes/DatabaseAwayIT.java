package dev.rivyaroutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.account.SimulatedKey;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.generation.PaidGeneration;
import dev.rivyaroutes.testing.SilentProxy;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The running program while its PostgreSQL is silent, or gone, and after it is back. */
@ExtendWith(OutputCaptureExtension.class)
class DatabaseAwayIT {

  private static final String KEY = "rvya_sk_of_the_outage_0123456789";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONG = Duration.ofSeconds(60);

  /** Far below what the database's silence would take without a bound. */
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private static final String FLOW =
      """
      # In: briefs over HTTP. Out: their files in a folder. On failure: a document beside them.
      - route:
          id: outage
          description: Take briefs over HTTP
          from:
            uri: kamelet:http-drop-source
            parameters:
              flow: outage
            steps:
              - to:
                  uri: kamelet:rivya-generation-sink
                  parameters:
                    flow: outage
                    account: studio
                    model: nano-banana-2
      - route:
          id: outage-results
          description: Put the files into a folder
          from:
            uri: kamelet:rivya-result-source
            parameters:
              flow: outage
              sink: folder
              "on": all
            steps:
              - to:
                  uri: kamelet:folder-result-sink
                  parameters:
                    directory: %s/out
      """;

  @TempDir static Path folder;
  private static EmbeddedPostgres postgres;
  private static SilentProxy way;
  private static SimulatedRivya rivya;
  private static ConfigurableApplicationContext program;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    way = new SilentProxy(postgres.getPort());
    rivya =
        SimulatedRivya.start(
            SimulatorSettings.defaults().withKeys(SimulatedKey.accepted(KEY, "studio")));
    TestHouse house = new TestHouse(folder);
    house.flow("outage", FLOW.formatted(folder));
    house.config(
        """
        rivya:
          accounts:
            studio: { base-url: "%s", api-key: %s }
          ledger: { answer-within: 2s, lease: 3s }
          wait: { first: 20ms, interval: 50ms..100ms }
        """
            .formatted(rivya.baseUri(), KEY));
    program =
        house.start(
            "spring.datasource.url=jdbc:postgresql://127.0.0.1:" + way.port() + "/postgres",
            "spring.datasource.username=postgres");
  }

  @AfterAll
  static void stop() throws IOException {
    program.close();
    rivya.close();
    way.close();
    postgres.close();
  }

  /** Hands a brief in, and returns once its result is delivered. */
  private void complete(String key) throws Exception {
    HttpResponse<String> answer =
        await().atMost(LONG).until(() -> send(key), taken -> taken.statusCode() / 100 == 2);
    String id = JSON.readTree(answer.body()).path("id").asText();
    HttpRequest request =
        HttpRequest.newBuilder(address("local.server.port", "/api/jobs/" + id)).build();
    await()
        .atMost(LONG)
        .until(
            () -> client.send(request, BodyHandlers.ofString()).body(),
            body -> body.contains("\"state\":\"done\""));
  }

  private HttpResponse<String> send(String key) throws Exception {
    return client.send(brief(key), BodyHandlers.ofString());
  }

  private HttpRequest brief(String key) {
    return HttpRequest.newBuilder(address("local.server.port", "/api/flows/outage/jobs"))
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", key)
        .timeout(ANSWER)
        .POST(BodyPublishers.ofString("{\"prompt\": \"a house %s\"}".formatted(key)))
        .build();
  }

  /** The state that a health page tells; 0 for one that takes longer than two seconds. */
  private int health(String page) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address("local.management.port", "/actuator/health" + page))
            .timeout(Duration.ofSeconds(2))
            .build();
    try {
      return client.send(request, BodyHandlers.ofString()).statusCode();
    } catch (HttpTimeoutException e) {
      return 0;
    }
  }

  private static URI address(String port, String path) {
    return URI.create("http://127.0.0.1:" + program.getEnvironment().getProperty(port) + path);
  }

  private void awaitHealth(int status) {
    await().atMost(LONG).until(() -> health("") == status && health("/readiness") == status);
  }

  private static List<String> reported(CapturedOutput output, int from) {
    return output.getAll().substring(from).lines().filter(line -> !line.isBlank()).toList();
  }

  private void assertReportedOnce(CapturedOutput output, int from) {
    List<String> lines =
        reported(output, from).stream()
            .filter(
                line ->
                    !line.contains(" job ")
                        && !line.contains(" Job ")
                        && !line.contains("HikariPool"))
            .toList();
    assertThat(lines).as("the log of the outage").hasSize(2);
    assertThat(lines.get(0)).contains("WARN", "The database is unavailable");
    assertThat(lines.get(1)).contains("INFO", "The database is available again after");
  }

  @Test
  void answersCallersWithinTheTimeWhileTheDatabaseIsSilentAndGoesOnByItself(CapturedOutput output)
      throws Exception {
    complete("before-silence");
    int from = output.getAll().length();

    way.fallSilent();
    List<CompletableFuture<HttpResponse<String>>> calls =
        IntStream.range(0, 5)
            .mapToObj(i -> client.sendAsync(brief("silence-" + i), BodyHandlers.ofString()))
            .toList();
    for (CompletableFuture<HttpResponse<String>> call : calls) {
      HttpResponse<String> answer = call.get();
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
    awaitHealth(503);
    await().atMost(LONG).until(() -> health("/liveness") == 200);
    assertThat(send("silence-5").statusCode()).isEqualTo(503);
    way.speak();

    awaitHealth(200);
    for (int i = 0; i < 5; i++) {
      complete("silence-" + i);
    }
    assertThat(rivya.generations().all())
        .extracting(PaidGeneration::prompt)
        .doesNotHaveDuplicates()
        .filteredOn(prompt -> prompt.contains("silence-"))
        .hasSizeBetween(5, 6);
    assertReportedOnce(output, from);
  }

  @Test
  void reportsAnOutageOfTheDatabaseOnceAndItsEndOnce(CapturedOutput output) throws Exception {
    complete("before-end");
    int from = output.getAll().length();

    way.shut();
    Path file = Files.writeString(folder.resolve("in/outage.txt"), "a house in an outage");
    awaitHealth(503);
    await().atMost(LONG).until(() -> health("/liveness") == 200);
    for (int i = 0; i < 8; i++) {
      assertThat(send("end-" + i).statusCode()).isEqualTo(503);
    }
    way.open();

    awaitHealth(200);
    complete("end-0");
    await().atMost(LONG).until(() -> Files.notExists(file));
    await()
        .atMost(LONG)
        .until(() -> reported(output, from).stream().anyMatch(l -> l.contains("again")));
    assertReportedOnce(output, from);
  }
}
