package dev.rivyaroutes.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.api.ApiDocument;
import dev.rivyaroutes.ledger.quarantine.MessageKey;
import dev.rivyaroutes.ledger.quarantine.Quarantine;
import dev.rivyaroutes.ledger.quarantine.RawMessage;
import dev.rivyaroutes.ledger.quarantine.Refusal;
import dev.rivyaroutes.ledger.quarantine.RefusedMessage;
import dev.rivyaroutes.ledger.source.Backlog;
import dev.rivyaroutes.ledger.source.SourceRoute;
import dev.rivyaroutes.ledger.source.Sources;
import dev.rivyaroutes.ledger.version.FlowVersions;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.media.StoredMedia;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import dev.rivyaroutes.testing.SignedEvent;
import dev.rivyaroutes.webhook.EncryptSecrets;
import dev.rivyaroutes.webhook.WebhookSecrets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Holds the document of the API against the running program: every answer that it lists, but for
 * those to callers who may not, is made here once and is as the document says.
 */
class DocumentedAnswersRouteTest extends EngineRouteTestBase {

  private static final String BRIEFS = "/api/flows/{flow}/jobs";
  private static final String CHAT = "/api/flows/{flow}/chat";
  private static final String JOB = "/api/jobs/{id}";
  private static final String FILE = "/api/jobs/{id}/files/{n}";
  private static final String REPLAY = "/api/jobs/{id}/replay";
  private static final String PLAN = REPLAY + "/plan";
  private static final String RELEASE = "/api/jobs/{id}/release";
  private static final String REFERENCE = "/api/jobs/{id}/references/{n}";
  private static final String CANCEL = "/api/jobs/{id}/cancel";
  private static final String WEBHOOK = "/api/accounts/{account}/webhook";
  private static final String EVENTS_OF = "/webhooks/rivya/{account}";
  private static final String BUNDLE = "/api/support-bundle";
  private static final String MESSAGES = "/api/quarantine";
  private static final String MESSAGE = "/api/quarantine/{id}";
  private static final String BULK = "/api/bulk-orders";
  private static final String VERSIONS = "/api/flow-files/{flow}/versions";
  private static final String VERSION = VERSIONS + "/{id}";
  private static final String NONE = "0".repeat(64);

  @Autowired private JdbcTemplate jdbc;
  @Autowired private Sources sources;
  @Autowired private Quarantine quarantine;
  @Autowired private MediaStore store;
  @Autowired private WebhookSecrets secrets;
  @Autowired private FlowVersions flowVersions;
  @Autowired private ApplicationContext spring;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Set<String> made = new TreeSet<>();
  private ApiDocument document;

  @BeforeEach
  void readDocument() throws Exception {
    document =
        new ApiDocument(
            client.send(to("/api/openapi.json").build(), BodyHandlers.ofString()).body());
  }

  @Test
  void listsTheCallsThatThereAreAndNoOthers() {
    Set<String> served =
        spring.getBeansOfType(RequestMappingHandlerMapping.class).values().stream()
            .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
            .flatMap(
                one ->
                    one.getPatternValues().stream()
                        .flatMap(
                            path ->
                                one.getMethodsCondition().getMethods().stream()
                                    .map(method -> method + " " + path)))
            .filter(call -> call.matches("\\w+ /(api|webhooks)/.*"))
            .filter(call -> !call.contains("/api/openapi.json") && !call.contains("/api/docs"))
            .map(call -> call.replaceAll("/api/flows/[^/]+/", "/api/flows/{flow}/"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(document.calls().stream().map(Object::toString))
        .containsExactlyInAnyOrderElementsOf(served);
  }

  @Test
  void listsTheAnswersThatThereAre() throws Exception {
    briefs();
    chat();
    jobs();
    references();
    orders();
    release();
    accounts();
    switches();
    sources();
    quarantine();
    audit();
    bulk();
    webhook();
    events();
    support();
    flowFiles();

    Set<String> left = new TreeSet<>(document.answers());
    left.removeAll(made);
    left.removeIf(answer -> answer.matches(".* /api/.* (401|403)"));
    assertThat(left).as("documented, but not made").isEmpty();
  }

  private void briefs() throws Exception {
    String key = UUID.randomUUID().toString();
    String brief = "{\"prompt\": \"A door\"}";
    post(BRIEFS, 202, "words", brief, "Idempotency-Key", key);
    post(BRIEFS, 200, "words", brief, "Idempotency-Key", key);
    post(BRIEFS, 202, "words", "prompt\nA\n\"\"\n", "Content-Type", "text/csv");
    post(BRIEFS, 400, "words", brief, "Idempotency-Key", "x".repeat(300));
    post(BRIEFS, 404, "nowhere", brief);
    post(BRIEFS, 415, "words", brief, "Content-Type", "text/html");
    post(BRIEFS, 422, "words", "{\"promt\": \"A door\"}");
    tooLarge(BRIEFS, "words");
    camel.getRouteController().stopRoute("words-http");
    post(BRIEFS, 503, "words", brief);
    camel.getRouteController().startRoute("words-http");
  }

  private void chat() throws Exception {
    String message = "{\"message\": \"Hello\"}";
    post(CHAT, 200, "talk", message);
    post(CHAT, 200, "talk", message, "Accept", "text/event-stream");
    post(CHAT, 404, "main", message);
    post(CHAT, 415, "talk", message, "Content-Type", "text/html");
    post(CHAT, 422, "talk", "{\"message\": \" \"}");
    post(CHAT, 503, "silent-talk", message);
    tooLarge(CHAT, "talk");
    RIVYA
        .trouble()
        .add(Trouble.next(1, Operation.CHAT, TroubleKind.REFUSED).withCode("content_policy"));
    post(CHAT, 502, "talk", message);
    SmartLifecycle waits = spring.getBean("answerWaitingCallers", SmartLifecycle.class);
    waits.stop();
    post(CHAT, 202, "talk", message);
    waits.start();
  }

  private void tooLarge(String path, String flow) throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[61 << 20]);
    }
    HttpRequest.Builder request =
        to(path, flow)
            .header("Content-Type", "text/plain")
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(packed.toByteArray()));
    real("POST", path, 413, request);
  }

  private void jobs() throws Exception {
    String id = accept("main", "A house");
    until(id, "done");
    get("/api/jobs", 200);
    real("GET", "/api/jobs", 400, to("/api/jobs?limit=0"));
    get(JOB, 200, id);
    get(JOB, 404, "nope");
    String etag = get(FILE, 200, id, "1").headers().firstValue("ETag").orElseThrow();
    real("GET", FILE, 206, to(FILE, id, "1").header("Range", "bytes=1-3"));
    real("GET", FILE, 304, to(FILE, id, "1").header("If-None-Match", etag));
    real("GET", FILE, 416, to(FILE, id, "1").header("Range", "bytes=999999999-"));
    get(FILE, 404, id, "99");
    jdbc.update("update job_file set sha256 = ? where job_id = ? and role = 'result'", NONE, id);
    get(FILE, 410, id, "1");
    post(REPLAY, 410, id, "{\"deliveries\": \"all\"}");
    post(REPLAY, 409, id, "");
    post(CANCEL, 409, id, "");
  }

  private void references() throws Exception {
    String id = accept("main", "A house with a garden");
    until(id, "done");
    addReference(id, store.put(new ByteArrayInputStream(new byte[100]), 100).sha256());
    String etag = get(REFERENCE, 200, id, "1").headers().firstValue("ETag").orElseThrow();
    real("GET", REFERENCE, 206, to(REFERENCE, id, "1").header("Range", "bytes=1-3"));
    real("GET", REFERENCE, 304, to(REFERENCE, id, "1").header("If-None-Match", etag));
    real("GET", REFERENCE, 416, to(REFERENCE, id, "1").header("Range", "bytes=999999999-"));
    get(REFERENCE, 404, id, "99");
    jdbc.update("update job_file set sha256 = ? where job_id = ? and role = 'reference'", NONE, id);
    get(REFERENCE, 410, id, "1");
  }

  private void addReference(String job, String sha256) {
    jdbc.update(
        "insert into job_file (job_id, role, n, name, size, sha256)"
            + " values (?, 'reference', 1, 'garden.png', 100, ?)",
        job,
        sha256);
  }

  /** A job that waits for a person, once with a reference that is gone. */
  private void release() throws Exception {
    setKey("locked", "rvya_sk_unknown_0123456789");
    String parked = accept("locked", "A house for another day");
    until(parked, "parked");
    post(RELEASE, 409, parked, "");
    post(RELEASE, 400, parked, "[]");
    post(RELEASE, 404, "nope", "");
    post(RELEASE, 413, parked, " ".repeat(11_000));
    jdbc.update("update job set stage = null where id = ?", parked);
    addReference(parked, NONE);
    post(RELEASE, 410, parked, "");
    jdbc.update("delete from job_file where job_id = ? and role = 'reference'", parked);
    setKey("locked", key("locked"));
    post(RELEASE, 202, parked, "{\"reason\": \"Checked at Rivya\"}");
    until(parked, "done");
  }

  private void switches() throws Exception {
    get("/api/flows", 200);
    switchedOnce("/api/flows/{flow}/switch-off", "/api/flows/{flow}/switch-on", "words");
    switchedOnce("/api/accounts/{account}/pause", "/api/accounts/{account}/resume", "main");
  }

  /** Orders that have an effect once, until the other one is given. */
  private void switchedOnce(String off, String on, String name) throws Exception {
    for (String order : new String[] {off, on}) {
      post(order, 400, name, "[]");
      post(order, 404, "nope", "");
      post(order, 413, name, " ".repeat(11_000));
    }
    post(on, 409, name, "");
    post(off, 200, name, "{\"reason\": \"The shop is closed\"}");
    post(off, 409, name, "{\"reason\": \"The shop is closed\"}");
    post(on, 200, name, "");
  }

  private void orders() throws Exception {
    RIVYA
        .trouble()
        .add(Trouble.next(1, Operation.CREATE, TroubleKind.REFUSED).withCode("content_policy"));
    String failed = accept("main", "A refused house");
    until(failed, "failed");
    for (String order : new String[] {REPLAY, PLAN, CANCEL}) {
      post(order, 400, failed, "[]");
      post(order, 404, "nope", "");
      post(order, 413, failed, " ".repeat(11_000));
    }
    post(REPLAY, 202, failed, "{\"reason\": \"The model is repaired\"}");
    until(failed, "done");
    post(PLAN, 200, failed, "");
    post(REPLAY, 202, failed, "{\"version\": \"running\"}");
    post(REPLAY, 400, failed, "{\"version\": \"newest\"}");
    post(PLAN, 400, failed, "{\"version\": \"accepted\"}");
    get(JOB, 200, failed);
    addReference(failed, NONE);
    post(PLAN, 410, failed, "");
    String waiting = accept("locked", "A house for later");
    setKey("locked", "rvya_sk_unknown_0123456789");
    String parked = accept("locked", "A house for later");
    until(parked, "parked");
    post(PLAN, 409, parked, "");
    post(CANCEL, 200, parked, "{\"reason\": \"Wrong photo\"}");
    setKey("locked", key("locked"));
    until(waiting, "done");
  }

  private void accounts() throws Exception {
    real("GET", "/api/models", 200, to("/api/models?account=main"));
    real("GET", "/api/models", 400, to("/api/models"));
    real("GET", "/api/models", 404, to("/api/models?account=nobody"));
    get("/api/accounts", 200);
    get("/api/credits", 200);
    get("/api/accounts/{name}/credits", 200, "main");
    get("/api/accounts/{name}/credits", 404, "nobody");
  }

  private void sources() throws Exception {
    SourceRoute source = new SourceRoute("mails", "mail", "shop", Duration.ofSeconds(9));
    sources.register(source);
    sources.recordPolled(source, new Backlog(2L, CLOCK.instant()));
    sources.recordFailed(source, "no answer");
    get("/api/sources", 200);
  }

  private void flowFiles() throws Exception {
    String one = flowVersions.newest("locked").orElseThrow().id();
    get("/api/flow-files", 200);
    get(VERSIONS, 200, "locked");
    get(VERSIONS, 404, "nope");
    for (String of : new String[] {VERSION, VERSION + "/diff"}) {
      get(of, 200, "locked", one);
      get(of, 404, "locked", "nope");
    }
    String wrong = flowVersions.accept("locked", "nope: 1", "0".repeat(64));
    restore(409, wrong, "");
    restore(404, "nope", "");
    restore(400, one, "[]");
    restore(413, one, " ".repeat(11_000));
    restore(200, one, "{\"reason\": \"It was better\"}");
  }

  private void restore(int status, String version, String body) throws Exception {
    HttpRequest.Builder order =
        to(VERSION + "/restore", "locked", version).POST(BodyPublishers.ofString(body));
    real("POST", VERSION + "/restore", status, order.header("Content-Type", "application/json"));
  }

  private void support() throws Exception {
    real("GET", BUNDLE, 200, to(BUNDLE));
    real("GET", BUNDLE, 404, to(BUNDLE + "?job=" + "0".repeat(26)));
  }

  private void quarantine() throws Exception {
    StoredMedia raw = store.put(new ByteArrayInputStream(new byte[40_000]), 50_000);
    String whole = quarantined("a", new RawMessage(raw.sha256(), raw.size(), "message/rfc822"));
    String bare = quarantined("b", null);
    real("GET", MESSAGES, 200, to(MESSAGES + "?limit=1&state=kept&route=mails&q=photo"));
    real("GET", MESSAGES, 400, to(MESSAGES + "?state=gone"));
    get(MESSAGE, 200, bare);
    get(MESSAGE, 404, "nope");
    HttpResponse<byte[]> bytes = get(MESSAGE + "/raw", 200, whole);
    assertThat(bytes.body()).hasSize(40_000);
    assertThat(bytes.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"A photo.eml\"");
    assertThat(bytes.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    get(MESSAGE + "/raw", 404, "nope");
    get(MESSAGE + "/raw", 410, bare);
    post(MESSAGE + "/replay", 400, whole, "[]");
    post(MESSAGE + "/replay", 404, "nope", "");
    post(MESSAGE + "/replay", 410, bare, "");
    post(MESSAGE + "/replay", 413, whole, " ".repeat(11_000));
    post(MESSAGE + "/replay", 202, whole, "{\"reason\": \"We know the sender\"}");
    post(MESSAGE + "/replay", 409, whole, "");
    get(MESSAGE, 200, whole);
  }

  private void audit() throws Exception {
    get("/api/audit", 200);
    real("GET", "/api/audit", 200, to("/api/audit?limit=1&action=replay&outcome=done&since=1d"));
    for (String wrong : new String[] {"action=praise", "outcome=good", "since=soon", "limit=0"}) {
      real("GET", "/api/audit", 400, to("/api/audit?" + wrong));
    }
  }

  private void bulk() throws Exception {
    String body =
        "{\"name\":\"%s\",\"order\":\"redeliver\",\"deliveries\":\"all\",\"q\":\"state:done\",\"reason\":\"%s\",\"first\":1}";
    post(BULK, 202, "", body.formatted("again", "The shop lost them"));
    post(BULK, 202, "", body.formatted("again", "The shop lost them"));
    post(BULK, 409, "", body.formatted("again", "Another reason"));
    for (String wrong : new String[] {"no", "{}", "{\"first\":\"3\"}", body.formatted("a", "")}) {
      post(BULK, 400, "", wrong);
    }
    post(BULK, 413, "", " ".repeat(11_000));
    String id = jdbc.queryForObject("select id from bulk_order", String.class);
    for (String order : new String[] {"/start", "/pause", "/resume", "/end"}) {
      post(BULK + "/{id}" + order, 400, id, "[]");
      post(BULK + "/{id}" + order, 404, "nope", "");
      post(BULK + "/{id}" + order, 413, id, " ".repeat(11_000));
    }
    eventually(
        () ->
            assertThat(jdbc.queryForObject("select state from bulk_order", String.class))
                .isNotEqualTo("planning"));
    post(BULK + "/{id}/start", 202, id, "");
    post(BULK + "/{id}/start", 409, id, "");
    post(BULK + "/{id}/resume", 409, id, "");
    // The program might have finished it by now.
    jdbc.update("update bulk_order set state = 'running', due_at = '2999-01-01T00:00:00.000000Z'");
    post(BULK + "/{id}/pause", 202, id, "{\"reason\": \"Lunch\"}");
    post(BULK + "/{id}/pause", 409, id, "");
    post(BULK + "/{id}/resume", 202, id, "");
    jdbc.update("update bulk_order set state = 'paused'");
    post(BULK + "/{id}/end", 202, id, "");
    post(BULK + "/{id}/end", 409, id, "");
    real("GET", BULK, 200, to(BULK + "?limit=1&state=ended"));
    real("GET", BULK, 400, to(BULK + "?state=asleep"));
    get(BULK + "/{id}", 200, id);
    get(BULK + "/{id}", 404, "nope");
    real("GET", BULK + "/{id}/jobs", 200, to(BULK + "/{id}/jobs?state=waiting", id));
    real("GET", BULK + "/{id}/jobs", 400, to(BULK + "/{id}/jobs?state=asleep", id));
    get(BULK + "/{id}/jobs", 404, "nope");
  }

  private String quarantined(String id, RawMessage raw) {
    return quarantine
        .keep(
            new RefusedMessage(
                new MessageKey("mails", "mail", "shop", id),
                "photos",
                "A photo.eml",
                new Refusal("refused", "No.", raw == null ? null : "01M8EKMS0TSHF4393J8ECNG6QS"),
                raw,
                CLOCK.instant()))
        .orElseThrow();
  }

  private void webhook() throws Exception {
    eventually(() -> assertThat(secrets.of("hooked")).isNotEmpty());
    get(WEBHOOK, 200, "hooked");
    get(WEBHOOK, 404, "nobody");
    get(WEBHOOK, 409, "main");
    for (String order : new String[] {WEBHOOK + "/rotate", WEBHOOK + "/test"}) {
      post(order, 400, "hooked", "{}");
      post(order, 404, "nobody", "");
      post(order, 409, "main", "");
    }
    post(WEBHOOK + "/test", 202, "hooked", "");
    RIVYA.trouble().add(Trouble.next(1, Operation.WEBHOOKS, TroubleKind.DISABLED));
    post(WEBHOOK + "/test", 502, "hooked", "");
    String old = secrets.of("hooked").get(0);
    post(WEBHOOK + "/rotate", 202, "hooked", "");
    eventually(() -> assertThat(secrets.of("hooked").get(0)).isNotEqualTo(old));
  }

  private void events() throws Exception {
    get(WEBHOOK + "/events", 200, "hooked");
    get(WEBHOOK + "/events", 404, "nobody");
    String event = "{\"type\":\"webhook.test\",\"data\":{}}";
    signed(200, event);
    signed(400, "nothing");
    post(EVENTS_OF, 401, "hooked", event);
    post(EVENTS_OF, 404, "nobody", event);
    byte[] large = new byte[1_000_001];
    real(
        "POST",
        EVENTS_OF,
        413,
        to(EVENTS_OF, "hooked")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));
    String sealed = EncryptSecrets.with(SECRETS_KEY).encrypt("hooked", "whsec_no-key!");
    jdbc.update(
        "insert into webhook_secret (account, sealed, created_at) values ('hooked', ?, ?)",
        sealed,
        CLOCK.instant().atOffset(ZoneOffset.UTC));
    CLOCK.forward(Duration.ofSeconds(2));
    post(EVENTS_OF, 503, "hooked", event);
    jdbc.update("delete from webhook_secret where sealed = ?", sealed);
    CLOCK.forward(Duration.ofSeconds(2));
  }

  private void signed(int status, String body) throws Exception {
    SignedEvent event =
        SignedEvent.standard(
            secrets.of("hooked").get(0), "evt-" + UUID.randomUUID(), CLOCK.instant(), body);
    HttpRequest.Builder request = to(EVENTS_OF, "hooked").POST(BodyPublishers.ofString(body));
    for (int i = 0; i < event.headers().size(); i += 2) {
      request.header(event.headers().get(i), event.headers().get(i + 1));
    }
    real("POST", EVENTS_OF, status, request);
  }

  private HttpResponse<byte[]> get(String path, int status, String... values) throws Exception {
    return real("GET", path, status, to(path, values));
  }

  private void post(String path, int status, String value, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request = to(path, value);
    Map<String, String> all = headers.length == 0 ? Map.of() : Map.of(headers[0], headers[1]);
    if (!all.containsKey("Content-Type") && !body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    all.forEach(request::header);
    request.POST(body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    real("POST", path, status, request);
  }

  /** Makes a call, and holds its answer against the document. */
  private HttpResponse<byte[]> real(
      String method, String path, int status, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        client.send(request.timeout(LONG).build(), BodyHandlers.ofByteArray());
    String body = new String(answer.body(), UTF_8);
    String call = method + " " + path + " " + status;
    assertThat(answer.statusCode()).as(call + ": " + body).isEqualTo(status);
    assertThat(document.problems(method, path, status, answer.headers().map(), body))
        .as(call + ": " + body)
        .isEmpty();
    made.add(call);
    return answer;
  }

  private HttpRequest.Builder to(String path, String... values) {
    String filled = path;
    for (String value : values) {
      filled = filled.replaceFirst("\\{\\w+}", value);
    }
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + filled));
  }
}
