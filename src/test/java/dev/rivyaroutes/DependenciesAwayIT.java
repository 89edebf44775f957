package dev.rivyaroutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.account.SimulatedKey;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.testing.ArtemisServer;
import dev.rivyaroutes.testing.GreenMailServer;
import dev.rivyaroutes.testing.S3Server;
import dev.rivyaroutes.testing.SilentProxy;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ConfigurableApplicationContext;

/** The health of the running program while one of its dependencies after the other is away. */
class DependenciesAwayIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String KEY = "rvya_sk_of_the_health_0123456789";

  private static final String FLOW =
      """
      # In: orders by mail and JMS. Out: the log. On failure: nothing.
      - route:
          id: orders-mails
          description: Take orders by mail
          from:
            uri: kamelet:mail-drop-source
            parameters: { connection: desk, delay: 1s }
            steps:
              - to:
                  uri: kamelet:rivya-generation-sink
                  parameters: { flow: orders, account: studio, model: nano-banana-2 }
      - route:
          id: orders-messages
          description: Take orders from a queue
          from:
            uri: kamelet:jms-drop-source
            parameters: { connection: desk, from: "queue:orders" }
            steps:
              - to:
                  uri: kamelet:rivya-generation-sink
                  parameters: { flow: orders, account: studio, model: nano-banana-2 }
      - route:
          id: orders-results
          description: Log the results
          from:
            uri: kamelet:rivya-result-source
            parameters: { flow: orders, sink: log }
            steps:
              - to:
                  uri: kamelet:log-result-sink
      """;

  @TempDir static Path folder;
  private static final Map<String, SilentProxy> WAYS = new LinkedHashMap<>();
  private static EmbeddedPostgres postgres;
  private static SimulatedRivya rivya;
  private static S3Server s3;
  private static GreenMailServer mail;
  private static ArtemisServer broker;
  private static ConfigurableApplicationContext program;
  private SilentProxy away;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    rivya =
        SimulatedRivya.start(
            SimulatorSettings.defaults().withKeys(SimulatedKey.accepted(KEY, "studio")));
    s3 = S3Server.inMemory();
    s3.client().createBucket(r -> r.bucket("media"));
    mail = new GreenMailServer();
    broker = new ArtemisServer();
    TestHouse house = new TestHouse(folder);
    house.flow("orders", FLOW);
    house.config(
        """
        rivya:
          accounts:
            studio: { base-url: "http://127.0.0.1:%d", api-key: %s }
          ledger: { answer-within: 2s, lease: 3s }
          media: { store: "s3://media/blobs" }
          s3:
            default: { endpoint: "http://127.0.0.1:%d", path-style: true, access-key: %s, secret-key: %s }
          mail:
            desk:
              user: %s
              password: %s
              authserv-id: mail.example.com
              imap: { host: 127.0.0.1, port: %d, tls: none }
              smtp: { host: 127.0.0.1, port: %d, tls: none }
          jms:
            desk: { url: "tcp://127.0.0.1:%d", user: %s, password: %s }
        """
            .formatted(
                way("rivya", rivya.baseUri().getPort()),
                KEY,
                way("media", s3.endpoint().getPort()),
                S3Server.ACCESS_KEY,
                S3Server.SECRET_KEY,
                GreenMailServer.ADDRESS,
                GreenMailServer.PASSWORD,
                way("mail", mail.imapPort()),
                mail.smtpPort(),
                way("broker", broker.port()),
                ArtemisServer.USER,
                ArtemisServer.PASSWORD));
    program =
        house.start(
            "rivya.media.store=s3://media/blobs",
            "management.endpoint.health.show-details=always",
            "spring.datasource.username=postgres",
            "spring.datasource.url=jdbc:postgresql://127.0.0.1:%d/postgres"
                .formatted(way("ledger", postgres.getPort())));
  }

  private static int way(String name, int port) throws IOException {
    WAYS.put(name, new SilentProxy(port));
    return WAYS.get(name).port();
  }

  private void takeAway(String dependency) throws IOException {
    away = WAYS.get(dependency);
    away.shut();
  }

  @AfterAll
  static void stop() throws IOException {
    program.close();
    for (SilentProxy way : WAYS.values()) {
      way.close();
    }
    broker.close();
    mail.close();
    s3.close();
    rivya.close();
    postgres.close();
  }

  @AfterEach
  void isHealthyAgain() throws IOException {
    if (away != null) {
      away.open();
      away = null;
    }
    eventually(() -> assertThat(down()).isEmpty());
  }

  /** The servers that lose their connections throw in threads of their own. */
  private static void eventually(ThrowingRunnable assertion) {
    await().dontCatchUncaughtExceptions().atMost(LIMIT).untilAsserted(assertion);
  }

  /** The names of the parts that are down, in their order. */
  private List<String> down() throws Exception {
    List<String> names = new ArrayList<>();
    health("")
        .path("components")
        .fields()
        .forEachRemaining(
            part -> {
              if (!part.getValue().path("status").asText().equals("UP")) {
                names.add(part.getKey());
              }
            });
    return names;
  }

  private JsonNode health(String group) throws Exception {
    return Json.PLAIN.readTree(answer(group).body());
  }

  private HttpResponse<String> answer(String group) throws Exception {
    URI uri =
        URI.create(
            "http://127.0.0.1:"
                + program.getEnvironment().getProperty("local.management.port")
                + "/actuator/health"
                + group);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build();
    return client.send(request, BodyHandlers.ofString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ledger | db      | 503 |
          media  | media   | 200 | /components/media/details/cause
          mail   | sources | 200 | /components/sources/details/orders-mails/cause
          broker | sources | 200 | /components/sources/details/orders-messages/cause
          """)
  void namesWhatIsAwayAndKeepsTheProcessAlive(
      String dependency, String part, int readiness, String cause) throws Exception {
    takeAway(dependency);

    eventually(() -> assertThat(down()).containsExactly(part));
    assertThat(answer("/liveness").statusCode()).isEqualTo(200);
    assertThat(answer("/readiness").statusCode()).isEqualTo(readiness);
    if (cause != null) {
      assertThat(health("").at(cause).asText()).isNotBlank().doesNotContain("Exception");
    }
  }

  @Test
  void staysUpWhileRivyaIsAwayAndSaysSo() throws Exception {
    takeAway("rivya");

    broker.send("orders", session -> session.createTextMessage("A cat"));

    eventually(
        () ->
            assertThat(health("").at("/components/rivyaHealth/details/studio/trouble").asText())
                .isNotBlank());
    assertThat(down()).isEmpty();
    assertThat(answer("/liveness").statusCode()).isEqualTo(200);
    assertThat(answer("/readiness").statusCode()).isEqualTo(200);
  }

  @Test
  void takesNoCallsWhileItIsDrained() throws Exception {
    AvailabilityChangeEvent.publish(program, ReadinessState.REFUSING_TRAFFIC);

    assertThat(answer("/readiness").statusCode()).isEqualTo(503);
    assertThat(answer("/liveness").statusCode()).isEqualTo(200);
    AvailabilityChangeEvent.publish(program, ReadinessState.ACCEPTING_TRAFFIC);
  }

  @Test
  void asksForNothingOutsideOfTheProcessForLiveness() throws Exception {
    assertThat(health("/liveness").path("components").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("livenessState", "loops");
    assertThat(health("/readiness").path("components").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("readinessState", "db");
  }
}
