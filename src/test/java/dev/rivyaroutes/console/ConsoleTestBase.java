package dev.rivyaroutes.console;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.RivyaRoutes;
import dev.rivyaroutes.ledger.quarantine.MessageKey;
import dev.rivyaroutes.ledger.quarantine.Quarantine;
import dev.rivyaroutes.ledger.quarantine.RawMessage;
import dev.rivyaroutes.ledger.quarantine.Refusal;
import dev.rivyaroutes.ledger.quarantine.RefusedMessage;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.media.StoredMedia;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.account.SimulatedKey;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.testing.OnlyTheProgram;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.filter.TypeExcludeFilters;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The console of the whole program before a simulated Rivya. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    classes = RivyaRoutes.class,
    properties = {
      "rivya.routes=classpath:console-flows/*.camel.yaml",
      "spring.datasource.url=jdbc:sqlite:target/ledgers/console-${random.uuid}/ledger.db",
      "management.server.port=0",
      "rivya.public-url=http://routes.example.com",
      "rivya.secrets-key=" + ConsoleTestBase.SECRETS_KEY,
      "rivya.wait.first=20ms",
      "rivya.wait.interval=50ms..100ms",
      "rivya.accounts.studio.api-key=" + ConsoleTestBase.KEY,
      "rivya.accounts.press.api-key=" + ConsoleTestBase.PRESS_KEY,
      "rivya.accounts.press.webhook.public-url=https://press.invalid",
      "rivya.flows.posters.credits.daily-cap=100000",
      "rivya.access.tokens[0].name=erp",
      "rivya.access.tokens[0].token=" + ConsoleTestBase.TOKEN,
      "rivya.access.tokens[0].role=operator",
      "rivya.access.tokens[1].name=shop-robot",
      "rivya.access.tokens[1].token=shop-robot-" + ConsoleTestBase.TOKEN,
      "rivya.access.tokens[1].role=submitter",
      "rivya.access.tokens[1].flows=posters",
      "rivya.access.tokens[2].name=banner-robot",
      "rivya.access.tokens[2].token=banner-robot-" + ConsoleTestBase.TOKEN,
      "rivya.access.tokens[2].role=submitter",
      "rivya.access.tokens[2].flows=banners",
      "rivya.access.tokens[3].name=auditor",
      "rivya.access.tokens[3].token=auditor-" + ConsoleTestBase.TOKEN,
      "rivya.access.tokens[3].role=viewer",
      "rivya.access.tokens[4].name=poster-desk",
      "rivya.access.tokens[4].token=poster-desk-" + ConsoleTestBase.TOKEN,
      "rivya.access.tokens[4].role=viewer",
      "rivya.access.tokens[4].flows=posters",
      "rivya.access.tokens[5].name=banner-desk",
      "rivya.access.tokens[5].token=banner-desk-" + ConsoleTestBase.TOKEN,
      "rivya.access.tokens[5].role=viewer",
      "rivya.access.tokens[5].flows=banners",
      "rivya.access.tokens[6].name=banner-ops",
      "rivya.access.tokens[6].token=banner-ops-" + ConsoleTestBase.TOKEN,
      "rivya.access.tokens[6].role=operator",
      "rivya.access.tokens[6].flows=banners",
      "rivya.access.tokens[7].name=poster-ops",
      "rivya.access.tokens[7].token=poster-ops-" + ConsoleTestBase.TOKEN,
      "rivya.access.tokens[7].role=operator",
      "rivya.access.tokens[7].flows=posters",
      "rivya.access.users[0].name=ops",
      "rivya.access.users[0].password=" + ConsoleTestBase.HASH,
      "rivya.access.users[0].role=operator",
      "rivya.access.users[1].name=wall",
      "rivya.access.users[1].password=" + ConsoleTestBase.HASH,
      "rivya.access.users[1].role=viewer",
      "rivya.access.users[2].name=shop",
      "rivya.access.users[2].password=" + ConsoleTestBase.HASH,
      "rivya.access.users[2].role=submitter",
      "rivya.access.users[2].flows=posters",
    })
@TypeExcludeFilters(OnlyTheProgram.class)
abstract class ConsoleTestBase {
  static final String TOKEN = "token-of-the-erp-0123456789";
  static final String SECRETS_KEY = "c3RhdHVzLWxpbmtzLWFyZS1zaWduZWQtd2l0aC10aGk=";
  static final String KEY = "rvya_sk_of_the_studio_0123456789";
  static final String PRESS_KEY = "rvya_sk_of_the_press_0123456789";
  static final String HASH = "{bcrypt}$2a$04$mqLxAb.0grsxcni9xeHVVuAQ2hen0SWJ7Z7PPj/G5Oef8abm.HbKW";
  static final String PASSWORD = "open sesame";
  static final SimulatedRivya RIVYA =
      SimulatedRivya.start(
          SimulatorSettings.defaults()
              .withKeys(
                  SimulatedKey.accepted(KEY, "studio"), SimulatedKey.accepted(PRESS_KEY, "press")));

  final HttpClient client = HttpClient.newHttpClient();
  @Autowired private Quarantine quarantine;
  @Autowired private MediaStore store;
  @LocalServerPort int port;

  @DynamicPropertySource
  static void properties(DynamicPropertyRegistry properties) throws Exception {
    Path folder = Files.createTempDirectory("console");
    properties.add("rivya.media.store", () -> "file:" + folder.resolve("media"));
    properties.add("rivya.accounts.studio.base-url", () -> RIVYA.baseUri().toString());
    properties.add("rivya.accounts.press.base-url", () -> RIVYA.baseUri().toString());
  }

  @AfterEach
  void finishAtOnce() {
    RIVYA.timing(Timing.AT_ONCE);
  }

  String address(String path) {
    return "http://localhost:" + port + path;
  }

  /** Somebody who has logged in to the console. */
  Person person(String name) throws Exception {
    return new Person(address(""), name);
  }

  JsonNode api(String method, String path, String body) throws Exception {
    return as(TOKEN, method, path, body);
  }

  JsonNode as(String token, String method, String path, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address(path)))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    return Json.API.readTree(client.send(request.build(), BodyHandlers.ofString()).body());
  }

  String brief(String prompt) throws Exception {
    return api(
            "POST",
            "/api/flows/posters/jobs",
            Json.API.writeValueAsString(Map.of("prompt", prompt)))
        .path("id")
        .asText();
  }

  String finished(String prompt) throws Exception {
    String id = brief(prompt);
    awaitState(id, "done");
    return id;
  }

  void awaitState(String id, String state) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> api("GET", "/api/jobs/" + id, null).path("state").asText().equals(state));
  }

  /** A bulk order that was asked for and not started. */
  String bulk(String name, String q) throws Exception {
    String body =
        Json.API.writeValueAsString(
            Map.of("name", name, "order", "redeliver", "q", q, "reason", "a test"));
    return api("POST", "/api/bulk-orders", body).path("id").asText();
  }

  /** All pages, about things of this name. */
  List<String> pages(String name) throws Exception {
    String job = finished("A poster: " + name);
    String version =
        api("GET", "/api/flow-files/posters/versions", null)
            .path("versions")
            .path(0)
            .path("id")
            .asText();
    List<String> pages =
        Stream.of(
                "",
                "/jobs",
                "/jobs/" + job,
                "/quarantine",
                "/quarantine/" + quarantined("A mail: " + name),
                "/audit",
                "/bulk-orders",
                "/bulk-orders/" + bulk(name, "flow:posters"),
                "/accounts/studio",
                "/accounts/press/webhook",
                "/credits",
                "/webhooks",
                "/flow-files",
                "/flow-files/posters",
                "/flow-files/posters/versions/" + version,
                "/nothing")
            .map(page -> "/console" + page)
            .collect(Collectors.toCollection(ArrayList::new));
    JsonNode asked = api("POST", "/api/flows/posters/jobs", "{\"prompt\":\"A poster\"}");
    awaitState(asked.path("id").asText(), "done");
    pages.addAll(
        List.of(
            asked.path("status_url").asText().replace("http://routes.example.com", ""),
            "/status/no-such-link",
            "/login"));
    return pages;
  }

  String quarantined(String name) throws Exception {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    StoredMedia raw = store.put(new ByteArrayInputStream(bytes), 1_000);
    return quarantine
        .keep(
            new RefusedMessage(
                new MessageKey("posters", "mail", "box", UUID.randomUUID().toString()),
                "posters",
                name,
                Refusal.of("refused", "The mail has no text. Write what the poster shows."),
                new RawMessage(raw.sha256(), bytes.length, "message/rfc822"),
                Instant.now()))
        .orElseThrow();
  }
}
