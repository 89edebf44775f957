package dev.rivyaroutes.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.simulator.Caller;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.account.SimulatedKey;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.simulator.server.ApiJson;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import dev.rivyaroutes.testing.RecordingHttpServer;
import dev.rivyaroutes.testing.RecordingHttpServer.Call;
import dev.rivyaroutes.testing.SettableClock;
import dev.rivyaroutes.testing.SignedEvent;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhooksTest {

  private final SettableClock clock = new SettableClock();
  private final SimulatedRivya rivya =
      SimulatedRivya.start(
          SimulatorSettings.defaults()
              .withClock(clock)
              .withTiming(Timing.all(Duration.ofSeconds(4)))
              .withKeys(
                  SimulatedKey.accepted("rvya_sk_a", "a"),
                  SimulatedKey.accepted("rvya_sk_b", "b")));
  private final Caller caller = new Caller(rivya, "rvya_sk_a");
  private final RecordingHttpServer receiver;

  WebhooksTest() throws IOException {
    receiver = new RecordingHttpServer();
  }

  @BeforeEach
  void letLoopbackIn() {
    rivya.webhooks().style(WebhookStyle.DEFAULT.withPublicOnly(false));
  }

  @AfterEach
  void stop() {
    rivya.close();
    receiver.close();
  }

  @Test
  void showsASecretAtCreationAndRotationOnly() throws Exception {
    Caller.Answer created = create(url());

    assertThat(created.status()).isEqualTo(201);
    JsonNode made = created.json();
    String secret = made.path("signing_secret").asText();
    assertThat(secret).startsWith("whsec_");
    assertThat(made.path("secret_preview").asText())
        .isEqualTo(secret.substring(0, 8) + "..." + secret.substring(32));
    assertThat(made.path("object").asText()).isEqualTo("webhook_endpoint");
    assertThat(made.path("status").asText()).isEqualTo("active");
    assertThat(made.path("event_types")).hasSize(2);
    assertThat(made.path("last_success_at").isNull()).isTrue();

    String path = "/webhooks/" + made.path("id").asText();
    assertThat(call("GET", path, "").json().has("signing_secret")).isFalse();
    assertThat(call("GET", "/webhooks", "").json().path("data")).hasSize(1);
    String next = call("POST", path + "/rotate-secret", "").json().path("signing_secret").asText();
    assertThat(next).startsWith("whsec_").isNotEqualTo(secret);
    assertThat(rivya.webhooks().secrets("a")).containsExactly(next, secret);
  }

  @Test
  void changesAndDeletesAnEndpointOfTheAccountOnly() throws Exception {
    String path = "/webhooks/" + create(url()).json().path("id").asText();
    Caller other = new Caller(rivya, "rvya_sk_b");

    assertThat(other.send(other.api(path)).code()).isEqualTo("not_found");
    assertThat(call("PATCH", path, "{\"status\":\"disabled\"}").json().path("status").asText())
        .isEqualTo("disabled");
    finish(Caller.IMAGE);
    recorded(1);
    JsonNode gone = call("DELETE", path, "").json();
    assertThat(gone.path("revoked_at").isTextual()).isTrue();
    assertThat(call("GET", path, "").status()).isEqualTo(404);
    assertThat(call("GET", "/webhook-events", "").json().path("data")).hasSize(1);
    assertThat(receiver.calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/x",
        "https://user:pw@example.com/x",
        "https://example.com/x#y",
        "https://localhost/x",
        "https://127.0.0.1/x",
        "https://10.1.2.3/x",
        "https://[::1]/x",
        "no address"
      })
  void refusesAddressesThatAreNotPublic(String url) throws Exception {
    rivya.webhooks().style(WebhookStyle.DEFAULT);

    Caller.Answer refused = create(url);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo("webhook_url_rejected");
  }

  @Test
  void needsTheScopeForWebhooks() throws Exception {
    rivya.webhooks().style(WebhookStyle.DEFAULT);
    assertThat(create("https://example.com/x").status()).isEqualTo(201);
    SimulatedKey key = SimulatedKey.accepted("rvya_sk_a", "a");
    rivya.keys().put(key.withScopes(Set.of("generations:create")));

    assertThat(call("GET", "/webhooks", "").code()).isEqualTo("api_scope_denied");
  }

  @Test
  void sendsASignedEventAtEachEndOfAGeneration() throws Exception {
    String secret = create(url()).json().path("signing_secret").asText();
    String good = caller.created(Caller.IMAGE);
    rivya.trouble().add(Trouble.next(1, Operation.CREATE, TroubleKind.FAILED_TASK));
    String bad = caller.created(Caller.IMAGE);

    clock.forward(Duration.ofSeconds(4));

    arrived(2);
    JsonNode first = receiver.calls.get(0).json();
    assertThat(types()).containsExactlyInAnyOrder("generation.succeeded", "generation.failed");
    assertThat(ids()).containsExactlyInAnyOrder(good, bad);
    assertThat(first.path("api_version").asText()).isEqualTo("2026-05-11");
    assertThat(first.path("created_at").asText()).isEqualTo("2026-05-11T00:00:04.000Z");
    for (Call event : receiver.calls) {
      assertThat(event.header("webhook-id")).isEqualTo(event.json().path("id").asText());
      assertThat(event.header("webhook-timestamp")).isEqualTo("1778457604");
      assertThat(event.header("webhook-signature")).isEqualTo(standard(secret, event));
    }
  }

  @Test
  void signsWithTheOldSecretTooUntilTheOverlapEnds() throws Exception {
    JsonNode made = create(url()).json();
    String old = made.path("signing_secret").asText();
    String path = "/webhooks/" + made.path("id").asText();
    String now = call("POST", path + "/rotate-secret", "").json().path("signing_secret").asText();

    call("POST", path + "/test", "");
    arrived(1);
    clock.forward(Duration.ofHours(24));
    call("POST", path + "/test", "");
    arrived(2);

    Call both = receiver.calls.get(0);
    assertThat(both.json().path("type").asText()).isEqualTo("webhook.test");
    assertThat(both.header("webhook-signature"))
        .isEqualTo(standard(now, both) + " " + standard(old, both));
    Call one = receiver.calls.get(1);
    assertThat(one.header("webhook-signature")).isEqualTo(standard(now, one));
  }

  @Test
  void signsInOneHeaderWithAnOldTimestampWhenSetSo() throws Exception {
    String secret = create(url()).json().path("signing_secret").asText();
    caller.control(
        "PUT",
        "webhooks",
        "{\"scheme\":\"timestamped\",\"shape\":\"data.object\",\"age_ms\":3600000}");
    String id = finish(Caller.IMAGE);
    arrived(1);

    Call event = receiver.calls.get(0);
    Instant sent = Instant.ofEpochSecond(1778454004);
    assertThat(SignedEvent.timestamped(secret, "webhook-signature", sent, event.text()).headers())
        .containsExactly("webhook-signature", event.header("webhook-signature"));
    assertThat(event.header("webhook-id")).isNull();
    assertThat(event.json().path("data").path("object").path("id").asText()).isEqualTo(id);
  }

  @Test
  void retriesUntilItIsAcceptedAndShowsEachAttempt() throws Exception {
    JsonNode made = create(url()).json();
    Iterator<Integer> statuses = List.of(500, 302, 204).iterator();
    receiver.answer = (call, exchange) -> exchange.sendResponseHeaders(statuses.next(), -1);
    finish(Caller.IMAGE);

    arrived(1);
    booked(1);
    clock.forward(Duration.ofSeconds(1));
    arrived(2);
    booked(2);
    clock.forward(Duration.ofSeconds(5));
    arrived(3);
    booked(3);
    clock.forward(Duration.ofHours(1));

    String path = "/webhooks/" + made.path("id").asText();
    JsonNode deliveries = call("GET", path + "/deliveries", "").json().path("data");
    assertThat(deliveries.findValuesAsText("response_status")).containsExactly("204", "302", "500");
    assertThat(deliveries.findValuesAsText("attempt")).containsExactly("3", "2", "1");
    assertThat(ids().stream().distinct()).hasSize(1);
    JsonNode endpoint = call("GET", path, "").json();
    assertThat(endpoint.path("failure_count").asInt()).isZero();
    assertThat(endpoint.path("last_failure_at").asText()).isEqualTo("2026-05-11T00:00:05.000Z");
  }

  @Test
  void sendsCopiesLatePassesOthersAndLosesEventsWhenSetSo() throws Exception {
    create(url());
    rivya.webhooks().trouble(WebhookTrouble.NONE.withHeldBack(Duration.ofSeconds(9)).withCopies(2));
    String first = caller.created(Caller.IMAGE);
    String second = caller.created(Caller.IMAGE);
    clock.forward(Duration.ofSeconds(4));
    arrived(2);
    assertThat(ids()).containsExactly(second, second);
    clock.forward(Duration.ofSeconds(9));
    arrived(4);
    assertThat(ids().subList(2, 4)).containsExactly(first, first);

    rivya.webhooks().trouble(WebhookTrouble.NONE.withLoss(1));
    finish(Caller.IMAGE);
    recorded(3);
    rivya.webhooks().trouble(WebhookTrouble.NONE.withDelay(Duration.ofSeconds(3)));
    String late = finish(Caller.IMAGE);
    recorded(4);
    assertThat(receiver.calls).hasSize(4);
    clock.forward(Duration.ofSeconds(3));
    arrived(5);
    assertThat(ids().get(4)).isEqualTo(late);
  }

  @Test
  void showsAndForgetsItsSwitches() throws Exception {
    JsonNode shown =
        caller.control("PUT", "webhooks", "{\"loss\":0.5,\"copies\":3,\"retries_ms\":[7]}").json();
    assertThat(shown.path("loss").asDouble()).isEqualTo(0.5);
    assertThat(shown.path("retries_ms").get(0).asInt()).isEqualTo(7);
    assertThat(caller.control("PUT", "webhooks", "{\"scheme\":\"x\"}").text())
        .contains("standard-webhooks, timestamped");
    create(url());
    rivya.reset();
    assertThat(caller.get("/_simulator/webhooks").json().path("copies").asInt()).isEqualTo(1);
    assertThat(call("GET", "/webhooks", "").json().path("data")).isEmpty();
  }

  private String url() {
    return receiver.url("/webhooks/rivya/a");
  }

  private Caller.Answer create(String url) throws Exception {
    return call(
        "POST", "/webhooks", ApiJson.object().put("name", "Test").put("url", url).toString());
  }

  private Caller.Answer call(String method, String path, String body) throws Exception {
    return caller.send(caller.api(path).method(method, BodyPublishers.ofString(body)));
  }

  /** Creates a generation and lets it end. */
  private String finish(String body) throws Exception {
    String id = caller.created(body);
    clock.forward(Duration.ofSeconds(4));
    return id;
  }

  private void arrived(int events) {
    await().atMost(Duration.ofSeconds(30)).until(() -> receiver.calls.size() >= events);
    assertThat(receiver.calls).hasSize(events);
  }

  private void booked(int attempts) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> rivya.webhooks().attempts().size(), n -> n == attempts);
  }

  private void recorded(int events) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> call("GET", "/webhook-events", "").json().path("data").size() == events);
  }

  private List<String> types() {
    return receiver.calls.stream().map(e -> e.json().path("type").asText()).toList();
  }

  private List<String> ids() {
    return receiver.calls.stream().map(e -> e.json().path("data").path("id").asText()).toList();
  }

  private static String standard(String secret, Call event) {
    return SignedEvent.sign(
        secret, event.header("webhook-id"), event.header("webhook-timestamp"), event.text());
  }
}
