package dev.rivyaroutes.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jsoup.Connection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every path of the API and of the console, called with every role. The job and the message in the
 * paths are those of another caller in the flow posters. A new path needs nothing here, unless
 * others than viewers may read it, or others than operators may change something by it.
 */
class EveryCallerRouteTest extends ConsoleTestBase {

  /** The callers; their tokens are their names before the operator's. */
  private enum Who {
    NOBODY,
    SHOP_ROBOT,
    BANNER_ROBOT,
    AUDITOR,
    POSTER_DESK,
    BANNER_DESK,
    BANNER_OPS,
    POSTER_OPS,
    ERP;

    private static final Set<Who> SUBMITTERS = Set.of(SHOP_ROBOT, BANNER_ROBOT);
    private static final Set<Who> VIEWERS = Set.of(AUDITOR, POSTER_DESK, BANNER_DESK);
    private static final Set<Who> OF_POSTERS = Set.of(AUDITOR, POSTER_DESK, POSTER_OPS, ERP);

    boolean isOfAllFlows() {
      return this == AUDITOR || this == ERP;
    }

    String token() {
      String name = name().toLowerCase().replace('_', '-');
      return this == ERP ? TOKEN : name + "-" + TOKEN;
    }
  }

  /** Who may make a call. */
  private enum Need {
    ANYBODY,
    READ,
    READ_OF_ALL_FLOWS,
    ORDER,
    ORDER_OF_ALL_FLOWS,
    SUBMIT;

    boolean isMetBy(Who who) {
      boolean all = who.isOfAllFlows();
      boolean operator = !Who.SUBMITTERS.contains(who) && !Who.VIEWERS.contains(who);
      return switch (this) {
        case ANYBODY -> true;
        case READ -> !Who.SUBMITTERS.contains(who);
        case READ_OF_ALL_FLOWS -> all;
        case ORDER -> operator;
        case ORDER_OF_ALL_FLOWS -> operator && all;
        case SUBMIT -> who == Who.SHOP_ROBOT || operator && Who.OF_POSTERS.contains(who);
      };
    }
  }

  private static final Map<String, Need> NEEDS =
      Map.ofEntries(
          Map.entry("GET /api/jobs", Need.ANYBODY),
          Map.entry("GET /api/jobs/{id}", Need.ANYBODY),
          Map.entry("GET /api/jobs/{id}/files/{n}", Need.ANYBODY),
          Map.entry("GET /api/jobs/{id}/references/{n}", Need.ANYBODY),
          Map.entry("GET /api/models", Need.ANYBODY),
          Map.entry("GET /console", Need.ANYBODY),
          Map.entry("GET /console/jobs", Need.ANYBODY),
          Map.entry("GET /console/jobs/{id}", Need.ANYBODY),
          Map.entry("GET /console/changes", Need.ANYBODY),
          Map.entry("GET /api/quarantine/{id}/raw", Need.ORDER),
          Map.entry("GET /api/support-bundle", Need.ORDER_OF_ALL_FLOWS),
          Map.entry("GET /api/accounts/{account}/webhook", Need.READ_OF_ALL_FLOWS),
          Map.entry("GET /api/accounts/{account}/webhook/events", Need.READ_OF_ALL_FLOWS),
          Map.entry("GET /console/webhooks", Need.READ_OF_ALL_FLOWS),
          Map.entry("GET /console/accounts/{account}/webhook", Need.READ_OF_ALL_FLOWS),
          Map.entry("POST /console/accounts/{account}/webhook/test", Need.ORDER_OF_ALL_FLOWS),
          Map.entry("POST /console/accounts/{account}/webhook/rotate", Need.ORDER_OF_ALL_FLOWS),
          Map.entry("POST /api/accounts/{account}/pause", Need.ORDER_OF_ALL_FLOWS),
          Map.entry("POST /api/accounts/{account}/resume", Need.ORDER_OF_ALL_FLOWS),
          Map.entry("POST /console/accounts/{account}/pause", Need.ORDER_OF_ALL_FLOWS),
          Map.entry("POST /console/accounts/{account}/resume", Need.ORDER_OF_ALL_FLOWS),
          Map.entry("POST /api/accounts/{account}/webhook/rotate", Need.ORDER_OF_ALL_FLOWS),
          Map.entry("POST /api/accounts/{account}/webhook/test", Need.ORDER_OF_ALL_FLOWS),
          Map.entry("POST /api/flows/{flow}/jobs", Need.SUBMIT),
          Map.entry("POST /api/flows/{flow}/chat", Need.SUBMIT));

  private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping mappings;

  @Autowired private JdbcTemplate jdbc;
  private String word;
  private String job;
  private String message;

  /** A call with the ids of somebody else. */
  private record Call(String method, String pattern, String path) {
    Need need() {
      boolean read = method.equals("GET");
      if (pattern.contains("/bulk-orders") || pattern.contains("/flow-files")) {
        return read ? Need.READ_OF_ALL_FLOWS : Need.ORDER_OF_ALL_FLOWS;
      }
      return NEEDS.getOrDefault(method + " " + pattern, read ? Need.READ : Need.ORDER);
    }

    boolean isOfPosters() {
      return pattern.contains("/flows/{flow}/switch-")
          || pattern.equals("/console/flows/{flow}")
          || pattern.startsWith("/api/jobs/{")
          || pattern.startsWith("/console/jobs/{")
          || pattern.startsWith("/api/quarantine/{")
          || pattern.startsWith("/console/quarantine/{");
    }

    /** The flow posters answers no chat, and there is no demo. */
    boolean isServed(int status) {
      boolean unknown =
          VARIABLE.matcher(path).find()
              || pattern.endsWith("/chat")
              || pattern.startsWith("/console/flows/demo");
      return status != 401 && status != 403 && (status != 404 || unknown);
    }
  }

  private record Answer(int status, String body) {}

  @BeforeEach
  void madeByOthers() throws Exception {
    word = "w" + UUID.randomUUID();
    job = finished("A poster with " + word);
    message = quarantined("A mail with " + word);
    jdbc.update(
        "insert into job_file select job_id, 'reference', n, name, content_type, kind, size,"
            + " sha256, url, beside from job_file where job_id = ?",
        job);
  }

  private List<Call> calls() throws Exception {
    Set<String> all = new TreeSet<>();
    JsonNode paths = api("GET", "/api/openapi.json", null).path("paths");
    paths
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (Set.of("get", "post", "put", "delete", "patch").contains(method)) {
                            all.add(method.toUpperCase() + " " + path.getKey());
                          }
                        }));
    mappings
        .getHandlerMethods()
        .keySet()
        .forEach(
            mapping ->
                mapping.getPatternValues().stream()
                    .filter(pattern -> pattern.startsWith("/console"))
                    .forEach(
                        pattern -> {
                          for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
                            all.add(method + " " + pattern);
                          }
                        }));
    all.removeIf(call -> call.contains(" /webhooks/"));
    List<Call> calls = new ArrayList<>();
    for (String call : all) {
      String[] parts = call.split(" ");
      calls.add(new Call(parts[0], parts[1], filled(parts[1])));
    }
    assertThat(calls).hasSizeGreaterThan(25);
    return calls;
  }

  private String filled(String pattern) {
    return pattern
        .replace("/jobs/{id}", "/jobs/" + job)
        .replace("/quarantine/{id}", "/quarantine/" + message)
        .replace("{flow}", "posters")
        .replace("{n}", "1")
        .replaceAll("/accounts/\\{[a-z]+}", "/accounts/studio");
  }

  private Answer send(Who who, Call call, Map<String, String> more) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(address(VARIABLE.matcher(call.path()).replaceAll("no-such-thing"))))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .method(
                call.method(),
                call.method().equals("GET")
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(""));
    if (who != Who.NOBODY) {
      request.header("Authorization", "Bearer " + who.token());
    }
    more.forEach(request::header);
    HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      boolean stream = call.path().equals("/console/changes");
      return new Answer(answer.statusCode(), stream ? "" : new String(body.readAllBytes(), UTF_8));
    }
  }

  private void requireExpected(Who who, Call call, Answer answer) {
    String what = who + ": " + call + " " + answer.status();
    if (who == Who.NOBODY) {
      // A form lacks the token of its page first.
      boolean form = call.method().equals("POST") && call.pattern().startsWith("/console");
      assertThat(answer.status()).as(what).isEqualTo(form ? 403 : 401);
    } else if (!call.need().isMetBy(who)) {
      assertThat(answer.status()).as(what).isEqualTo(403);
    } else if (call.isOfPosters() && !Who.OF_POSTERS.contains(who)) {
      assertThat(answer.status()).as(what).isEqualTo(404);
    } else {
      assertThat(answer.status()).as(what).matches(call::isServed);
    }
    if (answer.status() < 300 && !Who.OF_POSTERS.contains(who) && call.need() != Need.SUBMIT) {
      assertThat(answer.body()).as(what).doesNotContain(job, message, word);
      if (who != Who.SHOP_ROBOT) {
        assertThat(answer.body()).as(what).doesNotContainIgnoringCase("posters");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void servesEachCallerItsOwnAndNoMore(Who who) throws Exception {
    for (Call call : calls()) {
      requireExpected(who, call, send(who, call, Map.of()));
    }
  }

  /** What a proxy, a framework or Camel might believe. */
  @ParameterizedTest
  @EnumSource(names = {"NOBODY", "SHOP_ROBOT", "BANNER_DESK", "BANNER_OPS"})
  void believesNoHeaderThatACallerMadeUp(Who who) throws Exception {
    Map<String, String> forged =
        Map.ofEntries(
            Map.entry("X-Forwarded-For", "127.0.0.1"),
            Map.entry("X-Forwarded-User", "ops"),
            Map.entry("X-Forwarded-Host", "localhost"),
            Map.entry("X-Forwarded-Prefix", "/api/docs"),
            Map.entry("Forwarded", "for=127.0.0.1;host=localhost"),
            Map.entry("X-Remote-User", "ops"),
            Map.entry("X-Original-URL", "/api/docs"),
            Map.entry("X-Rewrite-URL", "/api/docs"),
            Map.entry("X-HTTP-Method-Override", "GET"),
            Map.entry("CamelHttpPath", "/api/docs"),
            Map.entry("CamelHttpUri", "http://localhost/"),
            Map.entry("camelauthentication", "ops"),
            Map.entry("flow", "banners"));
    for (Call call : calls()) {
      requireExpected(who, call, send(who, call, forged));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AUDITOR", "BANNER_OPS", "POSTER_DESK"})
  void takesNoOrderByTheWordOfAnotherMethod(String name) throws Exception {
    Who who = Who.valueOf(name);
    for (String path : List.of("/api/jobs/" + job, "/console/jobs/" + job)) {
      for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
        for (String order : List.of("/replay?deliveries=all", "/cancel", "")) {
          String sent = path + order + (order.contains("?") ? "&" : "?") + "_method=" + method;
          send(who, new Call("GET", sent, sent), Map.of("X-HTTP-Method-Override", method));
          Answer answer = send(who, new Call(method, sent, sent), Map.of("X-HTTP-Method", "GET"));
          assertThat(answer.status()).as(method + " " + sent).isIn(400, 403, 404, 405);
        }
      }
    }
    assertUntouched();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api//accounts",
        "//api/accounts",
        "/api/./accounts",
        "/api/jobs/../accounts",
        "/api/jobs/..;/accounts",
        "/api/jobs/%2e%2e/accounts",
        "/api;x=1/accounts",
        "/api/accounts;.js",
        "/api/accounts/",
        "/API/accounts",
        "/api/%61ccounts",
        "/api%2faccounts",
        "/api/docs%00/../accounts",
        "/console/assets/../quarantine",
        "/console/assets/..%2fquarantine",
        "/console/jobs/../quarantine"
      })
  void leadsNobodyRoundTheRules(String path) throws Exception {
    String answer = raw("GET " + path, Who.SHOP_ROBOT, "localhost");

    assertThat(answer).as(path).matches("(?s)HTTP/1.1 (400|403|404) .*");
    assertThat(answer).doesNotContain(message, word, "spent_today");
  }

  @Test
  void believesNoHostOfACaller() throws Exception {
    for (String host :
        List.of("localhost", "127.0.0.1", "evil.example", "localhost@evil.example")) {
      String answer = raw("GET /api/jobs/" + job, Who.NOBODY, host);
      assertThat(answer).as(host).matches("(?s)HTTP/1.1 (400|401) .*").doesNotContain("evil");
      assertThat(raw("GET /console", Who.BANNER_ROBOT, host)).as(host).doesNotContain("evil");
    }
  }

  private String raw(String call, Who who, String host) throws IOException {
    String login = who == Who.NOBODY ? "" : "Authorization: Bearer " + who.token() + "\r\n";
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              "%s HTTP/1.1\r\nHost: %s\r\n%sConnection: close\r\n\r\n"
                  .formatted(call, host, login)
                  .getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  /** With the session of an operator, as a foreign page would send them. */
  @Test
  void takesNoFormWithoutTheTokenOfItsPage() throws Exception {
    Connection ops = person("ops").session;
    String foreign =
        person("wall")
            .page
            .expectForm("header form[method=post]")
            .expectFirst("[name=_csrf]")
            .val();
    for (Call call : calls()) {
      if (call.method().equals("POST")) {
        for (String token : new String[] {null, "", foreign, "x"}) {
          Connection form =
              ops.newRequest(address(VARIABLE.matcher(call.path()).replaceAll("no-such-thing")))
                  .method(Connection.Method.POST)
                  .ignoreContentType(true)
                  .data("reason", "forged");
          if (token != null) {
            form.data("_csrf", token);
          }
          Connection.Response answer = form.execute();
          assertThat(answer.statusCode()).as(call + " " + token).isEqualTo(403);
          String refusal =
              call.pattern().startsWith("/console") ? "Nothing was done." : "problem:csrf";
          assertThat(answer.body()).as(call + " " + token).contains(refusal);
        }
      }
    }
    assertUntouched();
  }

  @Test
  void showsASubmitterItsOwnJobAndItsPicture() throws Exception {
    String own =
        as(Who.SHOP_ROBOT.token(), "POST", "/api/flows/posters/jobs", "{\"prompt\":\"mine\"}")
            .path("id")
            .asText();
    awaitState(own, "done");

    for (String path : List.of("/api/jobs/" + own, "/api/jobs/" + own + "/files/1")) {
      Call call = new Call("GET", path, path);
      assertThat(send(Who.SHOP_ROBOT, call, Map.of()).status()).as(path).isEqualTo(200);
      assertThat(send(Who.BANNER_ROBOT, call, Map.of()).status()).as(path).isEqualTo(404);
    }
    assertThat(send(Who.SHOP_ROBOT, new Call("GET", "", "/api/jobs"), Map.of()).body())
        .contains(own)
        .doesNotContain(job);
    assertThat(send(Who.SHOP_ROBOT, new Call("GET", "", "/console/jobs/" + own), Map.of()).body())
        .contains("mine");
  }

  @Test
  void showsACallerOfSomeFlowsOnlyTheirCredits() throws Exception {
    JsonNode all = as(Who.AUDITOR.token(), "GET", "/api/accounts/studio/credits", null);
    JsonNode some = as(Who.BANNER_DESK.token(), "GET", "/api/accounts/studio/credits", null);

    assertThat(all.path("spent").findValuesAsText("flow")).contains("posters");
    assertThat(all.path("spent_today").decimalValue()).isPositive();
    assertThat(all.has("balance")).isTrue();
    assertThat(some.path("spent_today").decimalValue()).isZero();
    assertThat(some.path("balances")).isEmpty();
    assertThat(some.has("balance")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ERP", "POSTER_OPS", "AUDITOR"})
  void offersABulkOrderToWhoMayGiveOneOnly(String name) throws Exception {
    Call jobs = new Call("GET", "", "/console/jobs?q=" + word);
    Answer answer = send(Who.valueOf(name), jobs, Map.of("Accept", "text/html"));

    assertThat(answer.body()).contains(job);
    assertThat(answer.body().contains("/console/bulk-orders?q=")).isEqualTo(name.equals("ERP"));
  }

  private void assertUntouched() throws Exception {
    JsonNode found = api("GET", "/api/jobs/" + job, null);
    assertThat(found.path("state").asText()).isEqualTo("done");
    assertThat(found.path("timeline").toString()).doesNotContain("Replayed", "Cancelled");
    assertThat(api("GET", "/api/quarantine/" + message, null).path("state").asText())
        .isEqualTo("kept");
  }
}
