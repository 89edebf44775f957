package dev.rivyaroutes.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;

class AccessRouteTest extends HttpRouteTestBase {
  private static final String LISTING = "/api/flows/listing/jobs";

  @LocalManagementPort private int managementPort;

  private Answer call(String method, String path, Map<String, String> headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "text/plain")
            .method(
                method,
                method.equals("POST") ? BodyPublishers.ofString("p") : BodyPublishers.noBody());
    headers.forEach(request::header);
    return send(request);
  }

  private int status(String method, String path, String token) throws Exception {
    return call(method, path, Map.of("Authorization", "Bearer " + token)).status();
  }

  private static String basic(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  @Test
  void asksStrangersForACaller() throws Exception {
    for (String path : new String[] {LISTING, "/api/jobs", "/console", "/", "/nothing", "/error"}) {
      Answer answer = call("GET", path, Map.of());
      assertThat(answer.status()).as(path).isEqualTo(401);
      assertThat(answer.type()).isEqualTo("application/problem+json");
      assertThat(answer.header("WWW-Authenticate")).contains("Bearer").contains("Basic");
      assertThat(answer.header("Set-Cookie")).isNull();
    }
    Answer post = call("POST", LISTING, Map.of());
    assertThat(post.status()).isEqualTo(401);
    assertThat(post.header("Set-Cookie")).isNull();
    assertThat(ledger.jobs()).isEmpty();
  }

  @Test
  void refusesTokensThatAreNone() throws Exception {
    for (String header : new String[] {"Bearer ", "Bearer wrong", "bearer " + TOKEN + "x"}) {
      Answer answer = call("POST", LISTING, Map.of("Authorization", header));
      assertThat(answer.status()).as(header).isEqualTo(401);
      assertThat(answer.text("detail")).contains("rivya.access.tokens");
      assertThat(answer.header("Set-Cookie")).isNull();
    }
  }

  @Test
  void letsEachRoleDoWhatIsItsOwn() throws Exception {
    assertThat(status("POST", LISTING, TOKEN)).isEqualTo(202);
    assertThat(status("POST", LISTING, VIEWER)).isEqualTo(403);
    assertThat(status("POST", LISTING, OPERATOR)).isEqualTo(202);
    assertThat(status("POST", "/api/flows/other/jobs", TOKEN)).isEqualTo(403);
    assertThat(status("POST", "/api/flows/other/chat", TOKEN)).isEqualTo(403);
    assertThat(status("GET", "/api/jobs", TOKEN)).isEqualTo(200);
    assertThat(status("GET", "/api/jobs", VIEWER)).isEqualTo(200);
    assertThat(status("GET", "/api/accounts", TOKEN)).isEqualTo(403);
    assertThat(status("GET", "/api/accounts", VIEWER)).isEqualTo(404);
    assertThat(status("POST", "/api/jobs/x/replay", TOKEN)).isEqualTo(403);
    assertThat(status("POST", "/api/jobs/x/replay", VIEWER)).isEqualTo(403);
    assertThat(status("POST", "/api/jobs/x/replay", OPERATOR)).isEqualTo(404);
    assertThat(status("POST", "/api/jobs/x/cancel", TOKEN)).isEqualTo(403);
    assertThat(status("POST", "/api/jobs/x/cancel", VIEWER)).isEqualTo(403);
    assertThat(status("POST", "/api/jobs/x/cancel", OPERATOR)).isEqualTo(404);
    assertThat(status("DELETE", "/api/jobs/x", TOKEN)).isEqualTo(403);
    assertThat(status("GET", "/console", TOKEN)).isEqualTo(403);
    assertThat(status("GET", "/elsewhere", VIEWER)).isEqualTo(403);
    assertThat(status("GET", "/elsewhere", OPERATOR)).isEqualTo(404);
  }

  @Test
  void showsASubmitterTheModelsOfItsOwnAccounts() throws Exception {
    Map<String, String> submitter = Map.of("Authorization", "Bearer " + TOKEN);
    Map<String, String> viewer = Map.of("Authorization", "Bearer " + VIEWER);

    Answer own = call("GET", "/api/models", submitter);
    assertThat(own.text("account")).isEqualTo("second");
    assertThat(own.text("flows")).contains("listing", "tiny");
    Answer other = call("GET", "/api/models?account=first", submitter);
    assertThat(other.status()).isEqualTo(404);
    assertThat(other.text("detail")).contains("second").doesNotContain("first");
    assertThat(call("GET", "/api/models", viewer).status()).isEqualTo(400);
    assertThat(call("GET", "/api/models?account=first", viewer).text("flows")).isEqualTo("null");
    assertThat(call("GET", "/api/models", Map.of()).status()).isEqualTo(401);
  }

  @Test
  void saysWhatTheCallerLacks() throws Exception {
    Answer answer =
        call("POST", "/api/flows/other/jobs", Map.of("Authorization", "Bearer " + TOKEN));

    assertThat(answer.text("detail")).startsWith("erp has the role submitter for listing, ");
    assertThat(answer.body()).doesNotContain(TOKEN);
  }

  @Test
  void keepsMachinesWithoutSession() throws Exception {
    Answer answer = call("POST", LISTING, Map.of("Authorization", "Bearer " + TOKEN));

    assertThat(answer.header("Set-Cookie")).isNull();
  }

  @Test
  void letsPeopleInByHttpBasic() throws Exception {
    assertThat(
            call("GET", "/api/jobs", Map.of("Authorization", basic("ops", "open sesame"))).status())
        .isEqualTo(200);
    assertThat(call("POST", LISTING, Map.of("Authorization", basic("ops", "open sesame"))).status())
        .isEqualTo(202);
    assertThat(call("GET", "/api/jobs", Map.of("Authorization", basic("ops", "wrong"))).status())
        .isEqualTo(401);
  }

  @Test
  void refusesBasicCallsFromForeignPages() throws Exception {
    Answer answer =
        call(
            "POST",
            LISTING,
            Map.of("Authorization", basic("ops", "open sesame"), "Sec-Fetch-Site", "cross-site"));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text("type")).endsWith(":csrf");
    assertThat(ledger.jobs()).isEmpty();
  }

  @Test
  void asksForTheTokenOfThePageInASession() throws Exception {
    Answer login = call("GET", "/login", Map.of("Accept", "text/html"));
    String session = login.header("Set-Cookie").split(";")[0];

    Answer answer = call("POST", LISTING, Map.of("Cookie", session));
    Answer guess = call("POST", "/login", Map.of("Accept", "text/html"));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text("type")).endsWith(":csrf");
    assertThat(guess.status()).isEqualTo(403);
  }

  @Test
  void showsPeopleTheLoginPage() throws Exception {
    Answer console = call("GET", "/console", Map.of("Accept", "text/html"));
    Answer api = call("GET", "/api/jobs", Map.of("Accept", "text/html"));
    Answer login = call("GET", "/login", Map.of("Accept", "text/html"));

    assertThat(console.status()).isEqualTo(302);
    assertThat(console.header("Location")).endsWith("/login");
    assertThat(api.status()).isEqualTo(401);
    assertThat(login.status()).isEqualTo(200);
    assertThat(login.body()).contains("_csrf");
  }

  @Test
  void leavesWebhooksToTheirSignature() throws Exception {
    assertThat(call("POST", "/webhooks/rivya/main", Map.of()).status()).isEqualTo(404);
    assertThat(call("GET", "/webhooks/other", Map.of()).status()).isEqualTo(401);
  }

  @Test
  void keepsManagementOnItsOwnPort() throws Exception {
    assertThat(call("GET", "/actuator/prometheus", Map.of()).status()).isEqualTo(401);
    assertThat(status("GET", "/actuator/health", OPERATOR)).isEqualTo(404);

    HttpRequest.Builder health =
        HttpRequest.newBuilder(
            java.net.URI.create("http://127.0.0.1:" + managementPort + "/actuator/health"));
    Answer answer = send(health);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain("components").doesNotContain("diskSpace");
  }
}
