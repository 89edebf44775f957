package dev.rivyaroutes;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.account.SimulatedKey;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.generation.PaidGeneration;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * The real program twice on one PostgreSQL, before one simulated Rivya. No task is looked at within
 * the test but for an event: the looks are an hour apart.
 */
final class TwoReplicas implements AutoCloseable {

  static final String KEY = "rvya_sk_of_the_replicas_0123456789";

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  final SimulatedRivya rivya =
      SimulatedRivya.start(
          SimulatorSettings.defaults().withKeys(SimulatedKey.accepted(KEY, "replicas")));
  final JdbcTemplate jdbc;
  private final HttpClient client = HttpClient.newHttpClient();
  private final EmbeddedPostgres postgres;
  private final Path folder;
  private final List<ConfigurableApplicationContext> programs;

  TwoReplicas(Path folder, List<String> accounts, String... settings) throws IOException {
    this.folder = folder;
    postgres = EmbeddedPostgres.start();
    jdbc = new JdbcTemplate(postgres.getPostgresDatabase());
    TestHouse house = new TestHouse(folder);
    StringBuilder config =
        new StringBuilder(
            "rivya:\n  accounts:\n    studio: { base-url: \"http://127.0.0.1:9\" }\n");
    for (String account : accounts) {
      config.append(
          "    %s: { base-url: \"%s\", api-key: %s }\n".formatted(account, rivya.baseUri(), KEY));
      house.httpFlow(account, account, folder.resolve("out"));
    }
    house.config(
        config
            + "  wait: { first: 1h, interval: 1h..1h, interval-video: 1h..1h, with-events: 1h..1h }\n"
            + "  retry: { first: 50ms, longest: 200ms }\n");
    FileSystemUtils.copyRecursively(folder.resolve("routes"), folder.resolve("routes-1"));
    programs = List.of(start(house, "routes", settings), start(house, "routes-1", settings));
  }

  private ConfigurableApplicationContext start(TestHouse house, String routes, String... settings) {
    String[] all = List.of(settings).toArray(new String[settings.length + 2]);
    all[settings.length] = "spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres");
    all[settings.length + 1] = "rivya.routes=file:%s/%s/*.camel.yaml".formatted(folder, routes);
    return house.start(all);
  }

  /** The file of a flow, of which each replica has its own. */
  Path flow(int replica, String flow) {
    return folder.resolve(replica == 0 ? "routes" : "routes-1").resolve(flow + ".camel.yaml");
  }

  /** What a replica answers to a call for data. */
  String get(URI address) {
    try {
      return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  URI address(int replica, String path) {
    return URI.create(
        "http://127.0.0.1:"
            + programs.get(replica).getEnvironment().getProperty("local.server.port")
            + path);
  }

  URI management(int replica, String path) {
    return URI.create(
        "http://127.0.0.1:"
            + programs.get(replica).getEnvironment().getProperty("local.management.port")
            + path);
  }

  URI webhook(int replica, String account) {
    return address(replica, "/webhooks/rivya/" + account);
  }

  /** Hands in a brief at the first replica, and returns its job. */
  String accept(String flow, String prompt) throws Exception {
    return accept(0, flow, prompt);
  }

  String accept(int replica, String flow, String prompt) throws Exception {
    String body = JSON.createObjectNode().put("prompt", prompt).toString();
    HttpRequest request =
        HttpRequest.newBuilder(address(replica, "/api/flows/" + flow + "/jobs"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return JSON.readTree(client.send(request, BodyHandlers.ofString()).body()).path("id").asText();
  }

  JsonNode job(String id) {
    try {
      HttpRequest request = HttpRequest.newBuilder(address(1, "/api/jobs/" + id)).build();
      return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  JsonNode until(String id, Predicate<JsonNode> condition) {
    return await().atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> job(id), condition);
  }

  JsonNode until(String id, String state) {
    return until(id, job -> job.path("state").asText().equals(state));
  }

  /** The task that was paid for a job, once it is. */
  String task(String id) {
    return await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(10))
        .until(
            () ->
                rivya.generations().all().stream()
                    .filter(paid -> id.equals(paid.idempotencyKey()))
                    .map(PaidGeneration::id)
                    .findFirst()
                    .orElse(null),
            task -> task != null);
  }

  /** A generation as Rivya tells it now. */
  String generation(String task) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(rivya.baseUri().resolve("/api/v1/generations/" + task))
            .header("Authorization", "Bearer " + KEY)
            .build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  @Override
  public void close() throws IOException {
    programs.forEach(ConfigurableApplicationContext::close);
    rivya.close();
    postgres.close();
  }
}
