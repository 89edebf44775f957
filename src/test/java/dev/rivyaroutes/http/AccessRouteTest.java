package dev.rivyaroutes.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;

class AccessRouteTest extends HttpRouteTestBase {
  private static final String LISTING = "/api/flows/listing/jobs";
  private static final Pattern TOKEN_FIELD =
      Pattern.compile(
          "name=\"_csrf\" type=\"hidden\" value=\"([^\"]+)\"|name=\"_csrf\" value=\"([^\"]+)\"");

  @LocalManagementPort private int managementPort;
  @Autowired private HttpProgram.Sessions sessions;

  /** Keeps cookies, and fills the forms of pages in. */
  private final class Browser {
    private final Map<String, String> cookies = new TreeMap<>();
    private Answer answer;
    private String referer = "";

    Browser get(String path) throws Exception {
      return seen(call("GET", path, headers()));
    }

    Browser login(String name, String password) throws Exception {
      get("/login");
      return form("/login", "username=" + name + "&password=" + password.replace(" ", "+") + "&");
    }

    Browser form(String path, String fields) throws Exception {
      Matcher token = TOKEN_FIELD.matcher(answer.body());
      assertThat(token.find()).as(answer.body()).isTrue();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri(path))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(
                  BodyPublishers.ofString(
                      fields
                          + "_csrf="
                          + (token.group(1) == null ? token.group(2) : token.group(1))));
      headers().forEach(request::header);
      if (!referer.isEmpty()) {
        request.header("Referer", referer);
      }
      return seen(send(request));
    }

    private Map<String, String> headers() {
      return cookies.isEmpty()
          ? Map.of("Accept", "text/html")
          : Map.of("Accept", "text/html", "Cookie", cookies());
    }

    private Browser seen(Answer seen) {
      answer = seen;
      for (String cookie : setCookies()) {
        String[] pair = cookie.split(";")[0].split("=", 2);
        cookies.put(pair[0], pair[1]);
      }
      return this;
    }

    List<String> setCookies() {
      return answer.response().headers().allValues("Set-Cookie");
    }

    void cookie(String name, String value) {
      cookies.put(name, value);
    }

    String cookies() {
      return cookies.entrySet().stream()
          .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
          .collect(Collectors.joining("; "));
    }
  }

  /** Runs many calls, some at once, and passes their failures on. */
  private static final class Many implements AutoCloseable {
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final List<Future<?>> calls = new ArrayList<>();

    void run(ThrowingCallable call) {
      calls.add(
          threads.submit(
              () -> {
                try {
                  call.call();
                } catch (Throwable e) {
                  throw new AssertionError(e);
                }
              }));
    }

    @Override
    public void close() throws Exception {
      for (Future<?> call : calls) {
        call.get();
      }
      threads.shutdown();
    }
  }

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

  private String detail(String method, String path, String token) throws Exception {
    return call(method, path, Map.of("Authorization", "Bearer " + token)).text("detail");
  }

  private static String basic(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  @Test
  void asksAnonymousCallersToAuthenticate() throws Exception {
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
    assertThat(ledger.jobs).isEmpty();
  }

  /** Else a browser would ask for a password over the page, and send it with each call. */
  @Test
  void offersNoBasicLoginToTheCallsOfAPage() throws Exception {
    for (Map<String, String> call :
        List.of(Map.of("Sec-Fetch-Mode", "cors"), Map.of("HX-Request", "true"))) {
      assertThat(call("GET", "/console/changes", call).header("WWW-Authenticate"))
          .isEqualTo("Bearer realm=\"rivya-routes\"");
    }
    assertThat(call("GET", "/api/docs", Map.of("Sec-Fetch-Mode", "navigate")))
        .extracting(answer -> answer.header("WWW-Authenticate"))
        .asString()
        .contains("Basic");
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
    assertThat(status("HEAD", "/api/jobs", TOKEN)).isEqualTo(200);
    assertThat(status("HEAD", "/api/accounts", TOKEN)).isEqualTo(403);
    assertThat(status("HEAD", "/api/accounts", VIEWER)).isEqualTo(404);
    assertThat(status("POST", "/api/jobs/x/replay", TOKEN)).isEqualTo(403);
    assertThat(status("POST", "/api/jobs/x/replay", VIEWER)).isEqualTo(403);
    assertThat(status("POST", "/api/jobs/x/replay", OPERATOR)).isEqualTo(404);
    assertThat(status("POST", "/api/jobs/x/cancel", TOKEN)).isEqualTo(403);
    assertThat(status("POST", "/api/jobs/x/cancel", VIEWER)).isEqualTo(403);
    assertThat(status("POST", "/api/jobs/x/cancel", OPERATOR)).isEqualTo(404);
    assertThat(status("DELETE", "/api/jobs/x", TOKEN)).isEqualTo(403);
    assertThat(status("GET", "/console", TOKEN)).isEqualTo(200);
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

    assertThat(answer.text("detail"))
        .startsWith("erp has the role submitter for listing, ")
        .endsWith("It needs the role operator or submitter for other.");
    assertThat(answer.body()).doesNotContain(TOKEN);
    assertThat(detail("GET", "/api/accounts", TOKEN))
        .endsWith("It needs the role viewer or operator.");
    assertThat(detail("POST", "/api/jobs/x/cancel", VIEWER))
        .isEqualTo(
            "wall has the role viewer, which is not enough here. It needs the role operator.");
    assertThat(detail("GET", "/elsewhere", VIEWER)).doesNotContain("needs the role");
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
    Answer post = call("POST", LISTING, Map.of("Authorization", basic("ops", "open sesame")));
    assertThat(post.status()).isEqualTo(202);
    assertThat(post.header("Set-Cookie")).isNull();
    assertThat(call("GET", "/api/jobs", Map.of("Authorization", basic("ops", "wrong"))).status())
        .isEqualTo(401);
  }

  @Test
  void saysToWhoGuessesWhenToRetry() throws Exception {
    Answer answer = null;
    for (int i = 0; i < 6; i++) {
      answer = call("GET", "/api/jobs", Map.of("Authorization", basic("guesser", "wrong-" + i)));
    }

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.text("type")).endsWith(":too-many-logins");
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 3);
    assertThat(
            call("GET", "/api/jobs", Map.of("Authorization", basic("ops", "open sesame"))).status())
        .isEqualTo(200);
    assertThat(status("GET", "/api/jobs", TOKEN)).isEqualTo(200);
  }

  @Test
  void saysTheSameToWhoGuessesAtTheManagementPort() throws Exception {
    Answer answer = null;
    for (int i = 0; i < 6; i++) {
      answer =
          send(
              HttpRequest.newBuilder(
                      java.net.URI.create(
                          "http://127.0.0.1:" + managementPort + "/actuator/health"))
                  .header("Authorization", basic("prober", "wrong-" + i)));
    }

    assertThat(answer.status()).isEqualTo(429);
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
    assertThat(ledger.jobs).isEmpty();
  }

  @Test
  void asksForTheTokenOfThePageInASession() throws Exception {
    String session = new Browser().login("ops", "open sesame").cookies();

    Answer answer = call("POST", LISTING, Map.of("Cookie", session));
    Answer guess = call("POST", "/login", Map.of("Accept", "text/html"));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text("type")).endsWith(":csrf");
    assertThat(guess.status()).isEqualTo(403);
  }

  @Test
  void givesTheTokenToThePageThatTriesTheApi() throws Exception {
    Browser browser = new Browser().login("ops", "open sesame").get("/api/docs/csrf");
    Answer token = browser.answer;
    Answer done =
        send(
            HttpRequest.newBuilder(uri(LISTING))
                .header("Content-Type", "application/json")
                .header("Cookie", browser.cookies())
                .header(token.text("header"), token.text("token"))
                .POST(BodyPublishers.ofString("{\"prompt\":\"p\"}")));
    Answer machine = call("GET", "/api/docs/csrf", Map.of("Authorization", "Bearer " + TOKEN));
    Answer anonymous = call("GET", "/api/docs/csrf", Map.of());

    assertThat(done.status()).as(done.body()).isEqualTo(202);
    assertThat(token.header("Cache-Control")).contains("no-store");
    assertThat(token.header("Access-Control-Allow-Origin")).isNull();
    assertThat(machine.status()).isEqualTo(204);
    assertThat(anonymous.status()).isEqualTo(401);
    assertThat(anonymous.body()).doesNotContain("token\":");
  }

  @Test
  void showsPeopleTheLoginPage() throws Exception {
    Answer console = call("GET", "/console", Map.of("Accept", "text/html"));
    Answer api = call("GET", "/api/jobs", Map.of("Accept", "text/html"));
    Answer login = call("GET", "/login", Map.of("Accept", "text/html"));

    assertThat(console.status()).isEqualTo(302);
    assertThat(console.header("Location")).isEqualTo("/login");
    assertThat(api.status()).isEqualTo(401);
    assertThat(login.status()).isEqualTo(200);
    Document page = Jsoup.parse(login.body());
    assertThat(page.title()).isEqualTo("Log in – Rivya Routes");
    assertThat(page.select("form[action=/login][method=post] [name=_csrf]")).hasSize(1);
    assertThat(page.select("label[for=username] + input[autocomplete=username][autofocus]"))
        .hasSize(1);
    assertThat(page.select("label[for=password] + input[autocomplete=current-password]"))
        .hasSize(1);
    assertThat(page.select("script, style, [style], [role=alert], [role=status]")).isEmpty();
    assertThat(page.select("[src], link[href]").eachAttr("href"))
        .allMatch(address -> address.startsWith("/console/assets/"));
    assertThat(login.header("Content-Security-Policy"))
        .startsWith("default-src 'none'; style-src 'self';")
        .doesNotContain("script", "unsafe");
    assertThat(login.header("Cache-Control")).contains("no-store");
    assertThat(login.header("X-Frame-Options")).isEqualTo("DENY");
  }

  private static String said(Answer answer, String role) {
    return Jsoup.parse(answer.body()).select("[role=" + role + "]").text();
  }

  @Test
  void saysThatALoginHasEndedAndGoesBackToThePageOfAnOrder() throws Exception {
    Browser browser = new Browser().get("/login");
    browser.cookie("JSESSIONID", "ended");
    Answer read = browser.get("/console/jobs?q=1").answer;
    browser.get("/login");
    browser.referer = "https://elsewhere.example/console/jobs/7?all=true#timeline";
    Answer order = browser.form("/console/jobs/7/replay", "reason=x&").answer;

    assertThat(read.header("Location")).isEqualTo("/login?ended");
    assertThat(said(browser.get("/login?ended").answer, "status"))
        .isEqualTo("Your login has ended. Log in to continue.");
    assertThat(order.header("Location")).isEqualTo("/login?ended=order");
    assertThat(said(browser.get("/login?ended=order").answer, "status"))
        .contains("your last order was not carried out");
    assertThat(browser.login("ops", "open sesame").answer.header("Location"))
        .isEqualTo("/console/jobs/7?all=true");
  }

  @Test
  void saysOnTheLoginPageWhenTheNextPasswordMayCome() throws Exception {
    Browser browser = new Browser();
    for (int i = 0; i < 5; i++) {
      browser.login("<b>guesser", "wrong-" + i);
    }
    Answer answer = browser.login("<b>guesser", "wrong").answer;

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).matches("[1-3]");
    assertThat(said(answer, "alert"))
        .matches("Too many wrong passwords .* Try again in [1-3] s, at [0-9:]{8} UTC\\.");
    Document page = Jsoup.parse(answer.body());
    assertThat(page.expectFirst("[name=username]").val()).isEqualTo("<b>guesser");
    assertThat(page.select("[name=password][autofocus]")).hasSize(1);
  }

  @Test
  void showsPeopleAPageWhereTheyMayNotGo() throws Exception {
    Browser ops = new Browser().login("ops", "open sesame");
    Answer nothing = ops.get("/elsewhere").answer;
    ops.get("/login").referer = "http://localhost/console/jobs/7";
    String cookies = ops.cookies();
    Answer old =
        call(
            "POST",
            "/console/jobs/7/replay",
            Map.of("Accept", "text/html", "Cookie", cookies, "Referer", ops.referer));
    Answer oldLogin = call("POST", "/login", Map.of("Accept", "text/html", "Cookie", cookies));
    Answer denied =
        call(
            "GET",
            "/api/accounts",
            Map.of("Authorization", "Bearer " + TOKEN, "Accept", "text/html"));
    Answer page =
        call(
            "GET",
            "/console/audit",
            Map.of("Authorization", "Bearer " + TOKEN, "Accept", "text/html"));

    assertThat(nothing.status()).isEqualTo(404);
    assertThat(said(nothing, "alert")).isEqualTo("There is nothing at this address.");
    assertThat(old.status()).isEqualTo(403);
    assertThat(said(old, "alert")).contains("Nothing was done. Open the page again");
    assertThat(Jsoup.parse(old.body()).expectFirst(".ways a").attr("href"))
        .isEqualTo("/console/jobs/7");
    assertThat(oldLogin.status()).isEqualTo(403);
    assertThat(said(oldLogin, "alert")).contains("the password was not checked");
    assertThat(Jsoup.parse(oldLogin.body()).select("form [name=_csrf]")).hasSize(1);
    assertThat(denied.type()).isEqualTo("application/problem+json");
    assertThat(page.status()).isEqualTo(403);
    assertThat(said(page, "alert")).contains("It needs the role viewer or operator.");
    for (Answer answer : List.of(nothing, old, oldLogin, page)) {
      assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
    }
  }

  @Test
  void leadsALoginToThePageThatWasAskedFor() throws Exception {
    Browser browser = new Browser();
    browser.get("/console?tab=1");

    browser.login("ops", "open sesame");

    assertThat(browser.answer.status()).isEqualTo(302);
    assertThat(browser.answer.header("Location")).isEqualTo("/console?tab=1");
    assertThat(browser.setCookies())
        .allSatisfy(
            cookie ->
                assertThat(cookie.toLowerCase())
                    .contains("samesite=lax", "httponly")
                    .doesNotContain("secure"));
    browser.get("/console");
    assertThat(browser.answer.status()).isEqualTo(200);
    assertThat(browser.answer.body()).contains("<b>ops</b>");
    assertThat(browser.get("/api/jobs").answer.status()).isEqualTo(200);

    browser.get("/console").form("/logout", "");

    assertThat(browser.answer.header("Location")).isEqualTo("/login?logout");
    assertThat(said(browser.get("/login?logout").answer, "status"))
        .isEqualTo("You are logged out.");
    assertThat(browser.get("/console").answer.header("Location")).isEqualTo("/login");
  }

  @Test
  void leadsNowhereElse() throws Exception {
    Browser browser = new Browser();
    browser.get("/console");
    browser.cookie("RIVYA-WANTED", "aHR0cHM6Ly9ldmlsLmV4YW1wbGUv"); // https://evil.example/

    browser.login("ops", "open sesame");

    assertThat(browser.answer.header("Location")).isEqualTo("/console");
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write(
              "GET /console HTTP/1.1\r\nHost: evil.example\r\nAccept: text/html\r\nConnection: close\r\n\r\n"
                  .getBytes(UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer).contains("Location: /login").doesNotContain("evil.example");
    }
  }

  @Test
  void saysOnTheLoginPageThatALoginWasWrong() throws Exception {
    Browser browser = new Browser().login("nobody", "wrong");

    assertThat(browser.answer.header("Location")).isEqualTo("/login?error");
    assertThat(said(browser.get("/login?error").answer, "alert"))
        .isEqualTo("The name or the password is wrong.");
    assertThat(browser.cookies()).doesNotContain("JSESSIONID");
  }

  @Test
  void endsTheOldestOfTooManySessionsOfAUser() throws Exception {
    Browser first = new Browser().login("ops", "open sesame");
    for (int i = 0; i < 10; i++) {
      new Browser().login("ops", "open sesame");
    }

    assertThat(first.get("/api/jobs").answer.status()).isEqualTo(401);
  }

  @Test
  void keepsNothingOfAnonymousCallers() throws Exception {
    int before = sessions.made.get();
    List<Map<String, String>> kinds =
        List.of(Map.of(), Map.of("Accept", "text/html"), Map.of("Cookie", "JSESSIONID=x"));
    List<String> calls =
        List.of("GET /console?", "GET /login?", "POST /login?", "GET /api/jobs?", "POST /nothing?");
    try (Many many = new Many()) {
      for (int i = 0; i < 10_000; i++) {
        String[] call = calls.get(i % calls.size()).split(" ");
        Map<String, String> headers = kinds.get(i % kinds.size());
        String path = call[1] + "q=" + i;
        many.run(() -> assertThat(call(call[0], path, headers).status()).isBetween(200, 403));
      }
    }

    assertThat(sessions.made).hasValue(before);
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
