package dev.rivyaroutes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.account.SimulatedKey;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import dev.rivyaroutes.testing.SignedEvent;
import dev.rivyaroutes.testing.TraceReceiver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.springframework.context.ConfigurableApplicationContext;

/** The real program, in which everything that a metric counts has happened once. */
final class MeasuredProgram implements AutoCloseable {

  static final String KEY = "rvya_sk_of_the_measured_0123456789";
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  static final String TOKEN = "token-of-the-collector-4711";
  static final String REVOKED = "rvya_sk_of_the_revoked_0123456789";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final SimulatedRivya rivya =
      SimulatedRivya.start(
          SimulatorSettings.defaults()
              .withKeys(
                  SimulatedKey.accepted(KEY, "measured"),
                  SimulatedKey.accepted(REVOKED, "locked").withState(SimulatedKey.State.REVOKED)));
  final TraceReceiver traces = new TraceReceiver();
  private final HttpClient client = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext program;
  private final String parked;
  final String image;

  MeasuredProgram(Path folder) throws Exception {
    TestHouse house = new TestHouse(folder);
    house.httpFlow("images", "studio", folder.resolve("out"));
    house.httpFlow("locked", "locked", folder.resolve("out"));
    Path file = Files.writeString(folder.resolve("no-folder"), "");
    house.httpFlow("stuck", "studio", file.resolve("out"));
    house.config(
        """
        rivya:
          accounts:
            studio: { base-url: "%1$s", api-key: %2$s, webhook: { secrets: %3$s } }
            locked: { base-url: "%1$s", api-key: %4$s }
          wait: { first: 20ms, interval: 50ms..100ms }
          retry: { first: 50ms, longest: 200ms }
          delivery: { schedule: "50ms" }
          traces: { endpoint: "%5$s", token: %6$s }
        """
            .formatted(rivya.baseUri(), KEY, SECRET, REVOKED, traces.url(), TOKEN));
    program = house.start();
    Files.writeString(folder.resolve("in/cat.txt"), "A cat");
    image = accept("images", "A bicycle");
    until(image, "done");
    parked = accept("locked", "A lock");
    until(parked, "parked");
    String stuck = accept("stuck", "A stone");
    await()
        .atMost(LIMIT)
        .until(() -> job(stuck).path("deliveries").toString().contains("\"dead\""));
    sendEvents();
    failOnce();
  }

  private void sendEvents() throws Exception {
    String body =
        "{\"type\": \"generation.succeeded\", \"created_at\": \"%s\", \"data\": {\"id\": \"none\"}}"
            .formatted(Instant.now());
    SignedEvent event = SignedEvent.standard(SECRET, "evt_1", Instant.now(), body);
    assertThat(event.send(address("/webhooks/rivya/studio")).statusCode()).isEqualTo(200);
    assertThat(event.send(address("/webhooks/rivya/studio")).statusCode()).isEqualTo(200);
    assertThat(event.withBody("{}".getBytes()).send(address("/webhooks/rivya/studio")).statusCode())
        .isEqualTo(401);
  }

  /** Rivya refuses a brief, and does not answer a call. */
  private void failOnce() throws Exception {
    rivya.trouble().add(Trouble.next(1, Operation.CREATE, TroubleKind.RESET_BEFORE));
    until(accept("images", "A tree"), "done");
  }

  private String accept(String flow, String prompt) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address("/api/flows/" + flow + "/jobs"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"prompt\": \"" + prompt + "\"}"))
            .build();
    return Json.PLAIN
        .readTree(client.send(request, BodyHandlers.ofString()).body())
        .path("id")
        .asText();
  }

  private JsonNode job(String id) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(address("/api/jobs/" + id)).build();
    return Json.PLAIN.readTree(client.send(request, BodyHandlers.ofString()).body());
  }

  private void until(String id, String state) {
    await().atMost(LIMIT).until(() -> job(id).path("state").asText().equals(state));
  }

  private URI address(String path) {
    return URI.create(
        "http://127.0.0.1:" + program.getEnvironment().getProperty("local.server.port") + path);
  }

  /** What Prometheus reads, once the figures of the ledger are new. */
  String scrape() {
    return await().atMost(LIMIT).until(this::page, page -> page.contains("rivya_jobs_parked{"));
  }

  private String page() throws IOException, InterruptedException {
    URI uri =
        URI.create(
            "http://127.0.0.1:"
                + program.getEnvironment().getProperty("local.management.port")
                + "/actuator/prometheus");
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  /** The file for support, with the story of a job, as one text. */
  String supportBundle() throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    HttpRequest request =
        HttpRequest.newBuilder(address("/api/support-bundle?job=" + parked)).build();
    byte[] bytes = client.send(request, BodyHandlers.ofByteArray()).body();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry part = zip.getNextEntry(); part != null; part = zip.getNextEntry()) {
        text.append("== ").append(part.getName()).append('\n');
        text.append(new String(zip.readAllBytes(), UTF_8)).append('\n');
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    program.close();
    traces.close();
    rivya.close();
  }
}
