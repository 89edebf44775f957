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
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The server has eight threads here; there are many times as many slow callers. */
class SlowCallersRouteTest extends EngineRouteTestBase {

  private static final int MANY = 500;

  /** The empty one stands for headers that have no end. */
  private static final List<String> PATHS =
      List.of(
          "/api/flows/watched-http/jobs",
          "/api/flows/answers/chat",
          "/webhooks/rivya/hooked",
          "/api/jobs/01ARZ3NDEKTSV4RRFFQ69G5FAV/cancel",
          "/login",
          "");

  @Autowired WebhookSecrets secrets;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void answersOthersWhileManySendSlowly() throws Exception {
    try (SlowCallers slow = new SlowCallers(port)) {
      for (int i = 0; i < MANY; i++) {
        slow.call(
            i % 2 == 0 ? "127.0.0.1" : "127.0.0." + (2 + i % 8),
            beginning(PATHS.get(i % PATHS.size())));
      }

      assertThat(get("/api/jobs").statusCode()).isEqualTo(200);
      assertThat(event().statusCode()).isEqualTo(200);
      // One address may have some of them; after ten seconds none is left.
      eventually(() -> assertThat(slow.connected()).isZero());
      assertThat(get("/api/jobs").statusCode()).isEqualTo(200);
      assertThat(event().statusCode()).isEqualTo(200);
    }
    try (var files = Files.walk(FOLDER.resolve("media"))) {
      assertThat(files).noneMatch(file -> file.toString().contains(".unfinished/"));
    }
  }

  private String beginning(String path) {
    if (path.isEmpty()) {
      return "GET /api/jobs HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
    }
    String type = path.equals("/login") ? "application/x-www-form-urlencoded" : "application/json";
    return "POST %s HTTP/1.1\r\nHost: localhost:%d\r\nContent-Type: %s\r\n%s"
        .formatted(
            path,
            port,
            type,
            path.contains("chat")
                ? "Transfer-Encoding: chunked\r\n\r\n1388\r\n{"
                : "Content-Length: 5000\r\n\r\n{");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(60))
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
