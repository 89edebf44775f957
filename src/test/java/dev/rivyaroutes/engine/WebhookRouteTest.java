package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivyaroutes.ledger.events.RotateSecrets;
import dev.rivyaroutes.ledger.events.WebhookEndpoint;
import dev.rivyaroutes.ledger.events.WebhookEndpoints;
import dev.rivyaroutes.rivya.wait.EventReliability;
import dev.rivyaroutes.simulator.account.SimulatedKey;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import dev.rivyaroutes.testing.RecordingHttpServer.Call;
import dev.rivyaroutes.testing.SignedEvent;
import dev.rivyaroutes.webhook.EncryptSecrets;
import dev.rivyaroutes.webhook.WebhookSecrets;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** The program's own endpoint at Rivya: one for its address, with a secret that is known here. */
class WebhookRouteTest extends EngineRouteTestBase {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HOOKED = "hooked";
  private static final String URL = EVENTS.url("/webhooks/rivya/hooked");

  @Autowired WebhookEndpoints endpoints;
  @Autowired RotateSecrets kept;
  @Autowired WebhookSecrets secrets;
  @Autowired EventReliability eventReliability;
  @Autowired JdbcTemplate jdbc;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void isRegistered() {
    settled();
  }

  @Test
  void keepsTheSecretOfItsOneEndpointEncrypted() {
    assertThat(RIVYA.webhooks().urls(HOOKED)).containsExactly(URL);
    assertThat(kept.validSecrets(HOOKED))
        .allSatisfy(kept -> assertThat(kept).startsWith("v1:").doesNotContain("whsec"));
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET_AFTER", "SERVER_ERROR_AFTER", "SILENCE_AFTER", "TRUNCATED"})
  void findsTheEndpointWhoseCreateAnswerWasLost(TroubleKind kind) throws Exception {
    forget();
    long creates = RIVYA.counters().calls(Operation.WEBHOOK_CREATE);
    RIVYA.trouble().add(Trouble.next(1, Operation.WEBHOOK_CREATE, kind));

    registerAnew();

    settled();
    assertThat(RIVYA.webhooks().urls(HOOKED)).containsExactly(URL);
    assertThat(RIVYA.counters().calls(Operation.WEBHOOK_CREATE)).isEqualTo(creates + 1);
  }

  @Test
  void waitsForARivyaThatIsNotThere() throws Exception {
    forget();
    RIVYA.trouble().add(Trouble.next(3, Operation.WEBHOOKS, TroubleKind.RESET_BEFORE));
    RIVYA.trouble().add(Trouble.next(2, Operation.WEBHOOK_CREATE, TroubleKind.DISABLED));

    registerAnew();

    settled();
    assertThat(RIVYA.webhooks().urls(HOOKED)).containsExactly(URL);
  }

  @Test
  void takesTheOldAndTheNewSecretAfterARotation() throws Exception {
    String old = secrets.of(HOOKED).get(0);

    HttpResponse<String> answer = call("POST", "/webhook/rotate");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    eventually(() -> assertThat(secrets.of(HOOKED).get(0)).isNotEqualTo(old));
    settled();
    assertThat(secrets.of(HOOKED)).contains(old);
    assertThat(endpoints.find(HOOKED).orElseThrow().rotation().orderedBy()).isEqualTo("local");
  }

  @Test
  void rotatesAgainWhenTheAnswerWithTheSecretWasLost() throws Exception {
    String old = secrets.of(HOOKED).get(0);
    RIVYA.trouble().add(Trouble.next(1, Operation.WEBHOOK_ROTATE, TroubleKind.RESET_AFTER));

    call("POST", "/webhook/rotate");

    eventually(() -> assertThat(secrets.of(HOOKED).get(0)).isNotEqualTo(old));
    settled();
    assertThat(secrets.of(HOOKED)).contains(old);
  }

  @Test
  void hasATestEventSentAndShowsItsDelivery() throws Exception {
    int before = EVENTS.calls.size();

    HttpResponse<String> answer = call("POST", "/webhook/test");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    eventually(() -> assertThat(EVENTS.calls).hasSizeGreaterThan(before));
    Call event = EVENTS.calls.get(before);
    assertThat(event.path()).isEqualTo("/webhooks/rivya/hooked");
    assertThat(event.header("webhook-signature").split(" "))
        .contains(signature(secrets.of(HOOKED).get(0), event));
    eventually(() -> assertThat(shown().path("deliveries")).isNotEmpty());
    JsonNode shown = shown();
    assertThat(shown.path("deliveries").get(0).path("event_id").asText())
        .isEqualTo(event.header("webhook-id"));
    assertThat(shown.path("registered").asBoolean()).isTrue();
    assertThat(shown.path("secrets_from").asText()).isEqualTo("ledger");
    assertThat(shown.toString()).doesNotContain("whsec_");
  }

  @Test
  void showsTheEndpointWithoutDeliveriesWhileRivyaIsUnavailable() throws Exception {
    RIVYA.trouble().add(Trouble.always(Operation.WEBHOOKS, TroubleKind.DISABLED));

    JsonNode shown = shown();
    HttpResponse<String> test = call("POST", "/webhook/test");

    assertThat(shown.path("endpoint_id").asText()).startsWith("whend_");
    assertThat(shown.path("deliveries_missing").asText()).contains("503");
    assertThat(test.statusCode()).isEqualTo(502);
    assertThat(test.body()).contains("rivya-refused");
  }

  @Test
  void deletesASecondEndpointOfItsAddress() throws Exception {
    rivya("POST", "/webhooks", JSON.createObjectNode().put("url", URL).toString());
    assertThat(RIVYA.webhooks().urls(HOOKED)).hasSize(2);

    CLOCK.forward(Duration.ofHours(2));

    eventually(() -> assertThat(RIVYA.webhooks().urls(HOOKED)).containsExactly(URL));
    settled();
  }

  @Test
  void registersAnewWhenSomebodyDeletedTheEndpoint() throws Exception {
    forget();

    CLOCK.forward(Duration.ofHours(2));

    eventually(() -> assertThat(RIVYA.webhooks().urls(HOOKED)).containsExactly(URL));
    settled();
  }

  @Test
  void pollsOftenAgainWhileRivyaHasDisabledTheEndpoint() throws Exception {
    for (int i = 0; i < 5; i++) {
      eventReliability.recordFinished(HOOKED, true);
    }
    assertThat(eventReliability.isReliable(HOOKED)).isTrue();
    setStatus("disabled");
    CLOCK.forward(Duration.ofHours(2));

    eventually(() -> assertThat(endpoint().disabledSince()).isNotNull());
    eventually(() -> assertThat(eventReliability.isReliable(HOOKED)).isFalse());
    JsonNode shown = shown();
    assertThat(shown.path("cause").asText())
        .contains("Enable it at Rivya", "Jobs are polled meanwhile");
    assertThat(shown.path("disabled_since").asText()).startsWith("20");

    setStatus("active");
    CLOCK.forward(Duration.ofMinutes(6));

    eventually(() -> assertThat(endpoint().disabledSince()).isNull());
    assertThat(shown().has("cause")).isFalse();
  }

  @Test
  void seesAnEndpointThatIsOffWhenItsSecretIsRotated() throws Exception {
    setStatus("disabled");

    call("POST", "/webhook/rotate");

    eventually(() -> assertThat(endpoint().disabledSince()).isNotNull());
    settled();
    setStatus("active");
    CLOCK.forward(Duration.ofMinutes(6));
    eventually(() -> assertThat(endpoint().disabledSince()).isNull());
  }

  @Test
  void keepsTheEndpointThatIsOnWhereThereAreTwo() throws Exception {
    String off = endpoint().endpointId();
    setStatus("disabled");
    String body = rivya("POST", "/webhooks", JSON.createObjectNode().put("url", URL).toString());
    String on = JSON.readTree(body).path("id").asText();

    CLOCK.forward(Duration.ofHours(2));

    eventually(() -> assertThat(RIVYA.webhooks().urls(HOOKED)).containsExactly(URL));
    settled();
    assertThat(endpoint().endpointId()).isEqualTo(on).isNotEqualTo(off);
    assertThat(endpoint().disabledSince()).isNull();
  }

  @Test
  void hasEventsSentAgainWhileTheSecretIsNoKeyForTheScheme() throws Exception {
    String sealed = EncryptSecrets.with(SECRETS_KEY).encrypt(HOOKED, "whsec_no-key!");
    jdbc.update(
        "insert into webhook_secret (account, sealed, created_at) values (?, ?, ?)",
        HOOKED,
        sealed,
        CLOCK.instant().atOffset(ZoneOffset.UTC));
    CLOCK.forward(Duration.ofSeconds(2));

    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + port + "/webhooks/rivya/hooked"))
                .POST(BodyPublishers.ofString("{}"))
                .build(),
            BodyHandlers.ofString());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("60");
    assertThat(shown().path("cause").asText())
        .contains("not a key of its scheme", "rivya.accounts.hooked.webhook.scheme", "/rotate");
    jdbc.update("delete from webhook_secret where sealed = ?", sealed);
    CLOCK.forward(Duration.ofSeconds(2));
    settled();
    assertThat(shown().has("cause")).isFalse();
  }

  private WebhookEndpoint endpoint() {
    return endpoints.find(HOOKED).orElseThrow();
  }

  /** A person switches the endpoint on or off at Rivya. */
  private void setStatus(String status) throws Exception {
    rivya(
        "PATCH",
        "/webhooks/" + endpoint().endpointId(),
        JSON.createObjectNode().put("status", status).toString());
  }

  @Test
  void saysThatTheKeyLacksTheScopeAndPausesNothing() {
    SimulatedKey key = SimulatedKey.accepted(key(HOOKED), HOOKED);
    RIVYA.keys().put(key.withScopes(Set.of("generations:create")));

    registerAnew();

    eventually(
        () ->
            assertThat(endpoints.find(HOOKED).orElseThrow().polls().cause())
                .contains("webhooks:manage"));
    assertThat(accountRows.pause(HOOKED)).isEmpty();
    RIVYA.keys().put(key);
    settled();
    assertThat(endpoints.find(HOOKED).orElseThrow().polls().cause()).isNull();
  }

  @Test
  void leavesConfiguredSecretsToThePersonWhoSetThem() throws Exception {
    assertThat(secrets.of("set")).containsExactly("whsec_c2V0LWJ5LWEtcGVyc29uLTAx");
    eventually(
        () ->
            assertThat(endpoints.find("set").map(found -> found.polls().cause()))
                .hasValueSatisfying(cause -> assertThat(cause).contains("Register it at Rivya")));
    assertThat(RIVYA.webhooks().urls("set")).isEmpty();
    assertThat(kept.validSecrets("set")).isEmpty();
    assertThat(call("POST", "set", "/webhook/rotate").body()).contains("order-refused");
    assertThat(call("POST", "set", "/webhook/test").body()).contains("not-now");
    assertThat(call("GET", "set", "/webhook").body()).contains("\"configuration\"");
  }

  @Test
  void saysWhichKeyAnAccountWithoutAWebhookNeeds() throws Exception {
    for (String order : List.of("/webhook/rotate", "/webhook/test")) {
      HttpResponse<String> answer = call("POST", "main", order);
      assertThat(answer.statusCode()).isEqualTo(409);
      assertThat(answer.body()).contains("rivya.accounts.main.webhook.public-url");
    }
    assertThat(call("GET", "main", "/webhook").body()).contains("no-webhook");
    assertThat(secrets.of("main")).isEmpty();
  }

  /** Waits until the newest secret at Rivya is the newest here, and nothing is to be done. */
  private void settled() {
    eventually(
        () -> {
          WebhookEndpoint endpoint = endpoints.find(HOOKED).orElseThrow();
          assertThat(endpoint.rotation().due()).isFalse();
          assertThat(endpoint.endpointId()).isNotNull();
          assertThat(secrets.of(HOOKED).get(0)).isEqualTo(RIVYA.webhooks().secrets(HOOKED).get(0));
        });
  }

  /** Somebody deletes everything at Rivya. */
  private void forget() throws Exception {
    for (JsonNode one : JSON.readTree(rivya("GET", "/webhooks", "")).path("data")) {
      rivya("DELETE", "/webhooks/" + one.path("id").asText(), "");
    }
  }

  /** As after a start with a new address. */
  private void registerAnew() {
    endpoints.register(HOOKED, "https://elsewhere.test/webhooks/rivya/hooked");
    endpoints.register(HOOKED, URL);
  }

  private JsonNode shown() {
    try {
      return JSON.readTree(call("GET", "/webhook").body());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> call(String method, String path) throws Exception {
    return call(method, HOOKED, path);
  }

  private HttpResponse<String> call(String method, String account, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + "/api/accounts/" + account + path);
    return client.send(
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }

  private String rivya(String method, String path, String body) throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(RIVYA.baseUri().resolve("/api/v1" + path))
                .header("Authorization", "Bearer " + key(HOOKED))
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString())
        .body();
  }

  private static String signature(String secret, Call event) {
    return SignedEvent.sign(
        secret, event.header("webhook-id"), event.header("webhook-timestamp"), event.text());
  }
}
