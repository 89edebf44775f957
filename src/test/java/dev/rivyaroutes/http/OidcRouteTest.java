package dev.rivyaroutes.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.testing.OpenIdServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Logs people and machines in by an OpenID provider. */
@TestPropertySource(
    properties = {
      "spring.security.oauth2.client.registration.company.client-id=" + OpenIdServer.CLIENT,
      "spring.security.oauth2.client.registration.company.client-secret=secret-of-the-client",
      "spring.security.oauth2.client.registration.company.scope=openid,profile",
      "spring.security.oauth2.client.provider.company.user-name-attribute=preferred_username",
      "spring.security.oauth2.resourceserver.jwt.audiences=" + OpenIdServer.CLIENT,
      "spring.security.oauth2.resourceserver.jwt.principal-claim-name=preferred_username",
      "rivya.access.oidc.claim=realm.groups",
      "rivya.access.oidc.groups[0].group=media-desk",
      "rivya.access.oidc.groups[0].role=operator",
      "rivya.access.oidc.groups[0].flows=listing",
      "rivya.access.oidc.groups[1].group=staff",
      "rivya.access.oidc.groups[1].role=submitter",
      "rivya.access.oidc.groups[1].flows=*",
    })
class OidcRouteTest extends HttpRouteTestBase {
  private static final OpenIdServer PROVIDER = OpenIdServer.start();

  @Autowired private HttpProgram.Sessions sessions;
  private final Map<String, String> cookies = new TreeMap<>();

  @DynamicPropertySource
  static void provider(DynamicPropertyRegistry properties) {
    properties.add("spring.security.oauth2.client.provider.company.issuer-uri", PROVIDER::issuer);
    properties.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", PROVIDER::issuer);
  }

  @AfterAll
  static void stop() {
    PROVIDER.close();
  }

  @BeforeEach
  void asAnna() {
    PROVIDER.signer = PROVIDER.key();
    anna("staff", "media-desk");
  }

  private static void anna(String... groups) {
    PROVIDER.claims =
        Map.of("preferred_username", "anna", "realm", Map.of("groups", List.of(groups)));
  }

  private Answer open(String path) throws Exception {
    return open(uri(path));
  }

  private Answer open(URI address) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Accept", "text/html");
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    Answer answer = send(request);
    for (String cookie : answer.response().headers().allValues("Set-Cookie")) {
      String[] pair = cookie.split(";")[0].split("=", 2);
      cookies.put(pair[0], pair[1]);
    }
    return answer;
  }

  /** The address at which the provider sends the browser back. */
  private URI back() throws Exception {
    Answer start = open("/oauth2/authorization/company");
    assertThat(start.status()).isEqualTo(302);
    Answer provider = send(HttpRequest.newBuilder(URI.create(start.header("Location"))));
    return URI.create(provider.header("Location"));
  }

  @Test
  void letsAPersonInWithTheRoleOfTheFirstGroup() throws Exception {
    int before = sessions.made.get();
    assertThat(open("/console?tab=1").header("Location")).isEqualTo("/login");
    Document login = Jsoup.parse(open("/login").body());
    assertThat(login.select("a[href=/oauth2/authorization/company]").text())
        .isEqualTo("Log in with company");
    URI back = back();
    assertThat(sessions.made).hasValue(before);

    Answer in = open(back);

    assertThat(in.status()).as(in.body()).isEqualTo(302);
    assertThat(in.header("Location")).isEqualTo("/console?tab=1");
    assertThat(open("/console").body()).contains("<b>oidc:anna</b>");
    assertThat(open("/api/jobs").status()).isEqualTo(200);
    assertThat(open("/api/support-bundle").text("detail"))
        .startsWith("oidc:anna has the role operator for listing, which is not enough here.");
    assertThat(open(back).status()).as("a code is used once").isEqualTo(401);
  }

  @Test
  void refusesWhomNoGroupGivesARole() throws Exception {
    int before = sessions.made.get();
    anna("guests");

    Answer refused = open(back());

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.type()).startsWith("text/html");
    assertThat(refused.body()).contains("have no role here").doesNotContain("anna", "guests");
    assertThat(sessions.made).hasValue(before);
    assertThat(open("/console").header("Location")).isEqualTo("/login");
  }

  @Test
  void refusesLoginsThatAreNotItsOwn() throws Exception {
    PROVIDER.signer = OpenIdServer.newKey();
    Answer falseKey = open(back());
    PROVIDER.signer = PROVIDER.key();
    URI back = back();
    cookies.clear();
    Answer otherBrowser = open(back);
    Answer madeUp =
        open(
            "/login/oauth2/code/company?code=x&state=<b>y</b>"
                .replace("<", "%3C")
                .replace(">", "%3E"));
    Answer denied = open("/login/oauth2/code/company?error=access_denied&state=x");

    for (Answer answer : List.of(falseKey, otherBrowser, madeUp, denied)) {
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.body()).contains("did not succeed").doesNotContain("<b>", "denied");
    }
    assertThat(cookies.get("JSESSIONID")).isNull();
  }

  private int status(String method, String path, String token) throws Exception {
    return send(HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(
                method,
                method.equals("POST")
                    ? BodyPublishers.ofString("{\"prompt\":\"p\"}")
                    : BodyPublishers.noBody()))
        .status();
  }

  @Test
  void letsMachinesInByTheirSignedTokens() throws Exception {
    String desk = PROVIDER.token(OpenIdServer.CLIENT, 300);
    anna("staff");
    String staff = PROVIDER.token(OpenIdServer.CLIENT, 300);
    anna();
    String nobody = PROVIDER.token(OpenIdServer.CLIENT, 300);

    assertThat(status("POST", "/api/flows/listing/jobs", desk)).isEqualTo(202);
    assertThat(status("POST", "/api/flows/tiny/jobs", desk)).isEqualTo(403);
    assertThat(status("POST", "/api/flows/tiny/jobs", staff)).isEqualTo(202);
    assertThat(status("POST", "/api/jobs/x/cancel", staff)).isEqualTo(403);
    assertThat(status("GET", "/api/jobs", nobody)).isEqualTo(403);
    assertThat(status("GET", "/api/jobs", TOKEN)).isEqualTo(200);
    assertThat(ledger.jobs).isNotEmpty();
  }

  @Test
  void refusesTokensThatAreForOthersOldOrFalse() throws Exception {
    String forOthers = PROVIDER.token("another-program", 300);
    String old = PROVIDER.token(OpenIdServer.CLIENT, -120);
    PROVIDER.signer = OpenIdServer.newKey();
    String forged = PROVIDER.token(OpenIdServer.CLIENT, 300);
    String unsigned = "eyJhbGciOiJub25lIn0." + forged.split("\\.")[1] + ".";

    for (String token : List.of(forOthers, old, forged, unsigned, "a.b.c")) {
      assertThat(status("GET", "/api/jobs", token)).isEqualTo(401);
    }
  }
}
