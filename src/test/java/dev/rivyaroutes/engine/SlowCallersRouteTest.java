package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.testing.SignedEvent;
import dev.rivyaroutes.testing.SlowCallers;
import dev.rivyaroutes.webhook.WebhookSecrets;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The server has eight threads here; each of these tests has many times as many slow callers. */
class SlowCallersRouteTest extends EngineRouteTestBase {

  private static final int MANY = 500;

  @Autowired WebhookSecrets secrets;
  private final HttpClient client = HttpClient.newHttpClient();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/flows/watched-http/jobs",
        "/api/flows/answers/chat",
        "/webhooks/rivya/hooked",
        "/api/jobs/01ARZ3NDEKTSV4RRFFQ69G5FAV/cancel",
        "/login"
      })
  void answersOthersWhileManyAreSlow(String path) throws Exception {
    try (SlowCallers slow = new SlowCallers(port)) {
      for (int i = 0; i < MANY; i++) {
        slow.call(
            i % 2 == 0 ? "127.0.0.1" : "127.0.0." + (2 + i % 8),
            "POST "
                + path
                + " HTTP/1.1\r\nHost: localhost:"
                + port
                + "\r\nContent-Type: "
                + (path.equals("/login") ? "application/x-www-form-urlencoded" : "application/json")
                + "\r\nContent-Length: 5000\r\n\r\n{");
      }

      assertThat(get("/api/jobs").statusCode()).isEqualTo(200);
      assertThat(event().statusCode()).isEqualTo(200);
      eventually(() -> assertThat(slow.connected()).isLessThan(MANY / 2));
      assertThat(get("/api/jobs").statusCode()).isEqualTo(200);
      assertThat(event().statusCode()).isEqualTo(200);
    }
    try (var files = Files.walk(FOLDER.resolve("media"))) {
      assertThat(files).noneMatch(file -> file.toString().contains(".unfinished/"));
    }
  }

  @Test
  void answersOthersWhileManySendTheirHeadersSlowly() throws Exception {
    try (SlowCallers slow = new SlowCallers(port)) {
      for (int i = 0; i < MANY; i++) {
        slow.call("127.0.0.1", "GET /api/jobs HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
      }

      assertThat(get("/api/jobs").statusCode()).isEqualTo(200);
      eventually(() -> assertThat(slow.connected()).isZero());
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(20))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> event() throws Exception {
    eventually(() -> assertThat(secrets.of("hooked")).isNotEmpty());
    return SignedEvent.standard(
            secrets.of("hooked").get(0),
            "evt-" + UUID.randomUUID(),
            CLOCK.instant(),
            "{\"type\":\"webhook.test\",\"data\":{}}")
        .send(URI.create("http://127.0.0.1:" + port + "/webhooks/rivya/hooked"));
  }
}
