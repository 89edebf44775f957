package dev.rivyaroutes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import dev.rivyaroutes.testing.SignedEvent;
import dev.rivyaroutes.written.Written;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Rivya's events over real HTTP to two replicas, each signed as its account's scheme says; and the
 * flow files of the two.
 */
@ExtendWith(OutputCaptureExtension.class)
class EventsIT implements FlowsOnTwoReplicas {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OLD = "whsec_plJ3nmyCDGBKInavdOK15jsl";
  private static final String TRUSTING_SECRET = "the secret of trusting";
  private static final int LIMIT = 1_000_000;

  @TempDir static Path folder;
  private static TwoReplicas program;

  @BeforeAll
  static void start() throws IOException {
    program =
        new TwoReplicas(
            folder,
            List.of("asked", "trusting", "silent"),
            "rivya.accounts.asked.webhook.secrets=" + SECRET + "," + OLD,
            "rivya.accounts.trusting.webhook.secrets=" + TRUSTING_SECRET,
            "rivya.accounts.trusting.webhook.scheme=timestamped",
            "rivya.accounts.trusting.webhook.signature-header=x-sealed",
            "rivya.accounts.trusting.webhook.trust-payload=true");
  }

  @AfterAll
  static void stop() throws IOException {
    program.close();
  }

  @Override
  public TwoReplicas replicas() {
    return program;
  }

  @Override
  public void end(String task) throws Exception {
    SignedEvent event = asked(body("succeeded", program.generation(task)));
    assertThat(event.send(program.webhook(0, "asked")).statusCode()).isEqualTo(200);
  }

  @AfterEach
  void calm() {
    program.rivya.trouble().clear();
    program.rivya.timing(Timing.AT_ONCE);
  }

  private static String body(String status, String generation) {
    return """
        {"id": "evt_%s", "type": "generation.%s", "api_version": "2026-05-11",
         "created_at": "2026-05-11T00:00:00.000Z", "data": %s}"""
        .formatted(UUID.randomUUID(), status, generation);
  }

  private static String ended(String task, String status) {
    return """
        {"id": "%s", "status": "%s", "model": "nano-banana-2", "final_credits": 0, "result": null,
         "error": {"code": "generation_failed", "message": "The event says so."}}"""
        .formatted(task, status);
  }

  private static SignedEvent asked(String body) {
    return SignedEvent.standard(SECRET, "evt_" + UUID.randomUUID(), Instant.now(), body);
  }

  private static SignedEvent timestamped(String body) {
    return SignedEvent.timestamped(TRUSTING_SECRET, "X-Sealed", Instant.now(), body);
  }

  /** The lag of such an event has no room in nanoseconds. */
  @ParameterizedTest
  @ValueSource(
      strings = {"0001-01-01T00:00:00Z", "2999-01-01T00:00:00Z", "-999999999-01-01T00:00:00Z"})
  void takesAnEventOfAnyYear(String createdAt) throws Exception {
    String event =
        body("succeeded", ended("gen_of_no_job", "succeeded"))
            .replace("2026-05-11T00:00:00.000Z", createdAt);
    assertThat(asked(event).send(program.webhook(0, "asked")).statusCode()).isEqualTo(200);
  }

  private static long polls() {
    return program.rivya.counters().calls(Operation.STATUS);
  }

  private static int rows(String task) {
    return program.jdbc.queryForObject(
        "select count(*) from event where task_id = ?", Integer.class, task);
  }

  private static String waiting(String account) throws Exception {
    String id = program.accept(account, "A house at " + UUID.randomUUID());
    program.until(id, "waiting");
    return id;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void asksRivyaOnceBehindAnEventWhicheverReplicaTakesIt(int replica) throws Exception {
    String id = waiting("asked");
    String task = program.task(id);
    SignedEvent event = asked(body("succeeded", program.generation(task)));
    long before = polls();

    HttpResponse<String> answer = event.send(program.webhook(replica, "asked"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"new\":true");
    JsonNode done = program.until(id, "done");
    assertThat(polls() - before).isEqualTo(1);
    assertThat(done.path("timeline").toString())
        .contains("Rivya sent the event generation.succeeded");
    assertThat(
            program.jdbc.queryForObject(
                "select applied_at is not null from event where task_id = ?", Boolean.class, task))
        .isTrue();
  }

  @Test
  void settlesByTheEventWhereTheAccountTrustsIt() throws Exception {
    String good = waiting("trusting");
    String bad = waiting("trusting");
    String generation = program.generation(program.task(good));
    long before = polls();

    timestamped(body("succeeded", "{\"object\": " + generation + "}"))
        .send(program.webhook(1, "trusting"));
    timestamped(body("failed", ended(program.task(bad), "failed")))
        .send(program.webhook(0, "trusting"));

    assertThat(program.until(good, "done").path("results")).hasSize(1);
    assertThat(program.until(bad, "failed").toString()).contains("The event says so.");
    assertThat(polls()).isEqualTo(before);
  }

  @Test
  void asksRivyaWhenAnEventOnlyClaimsTheEnd() throws Exception {
    program.rivya.timing(Timing.all(Duration.ofHours(1)));
    String id = waiting("asked");
    String task = program.task(id);
    long before = polls();

    asked(body("failed", ended(task, "failed"))).send(program.webhook(0, "asked"));
    asked(body("succeeded", ended(task, "succeeded"))).send(program.webhook(1, "asked"));

    program.until(id, job -> polls() > before);
    assertThat(program.until(id, "waiting").path("state").asText()).isEqualTo("waiting");
    assertThat(rows(task)).isEqualTo(2);
  }

  @Test
  void takesAnEventOnceHoweverOftenAndWhereverItComes() throws Exception {
    String id = waiting("asked");
    String task = program.task(id);
    SignedEvent event = asked(body("succeeded", program.generation(task)));
    long before = polls();

    List<HttpResponse<String>> answers =
        atOnce(
            IntStream.range(0, 16)
                .<Callable<HttpResponse<String>>>mapToObj(
                    i -> () -> event.send(program.webhook(i % 2, "asked")))
                .toList());
    program.until(id, "done");
    answers.add(event.send(program.webhook(0, "asked")));

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200);
    assertThat(answers).filteredOn(answer -> answer.body().contains("\"new\":true")).hasSize(1);
    assertThat(rows(task)).isEqualTo(1);
    assertThat(polls() - before).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"asked", "trusting"})
  void keepsAnEventThatIsFasterThanTheAnswerToTheCreateCall(String account) throws Exception {
    program.rivya.trouble().add(Trouble.always(Operation.CREATE, TroubleKind.RESET_AFTER));
    String id = program.accept(account, "An early house " + account);
    String task = program.task(id);
    String body = body("succeeded", program.generation(task));
    SignedEvent event = account.equals("asked") ? asked(body) : timestamped(body);

    assertThat(event.send(program.webhook(1, account)).statusCode()).isEqualTo(200);

    assertThat(program.job(id).path("state").asText()).isIn("submitting", "accepted");
    program.rivya.trouble().clear();
    program.until(id, "done");
  }

  @Test
  void neverMovesAJobBack() throws Exception {
    String id = waiting("trusting");
    String task = program.task(id);
    timestamped(body("succeeded", program.generation(task))).send(program.webhook(0, "trusting"));
    String done = program.until(id, "done").toString();

    for (String status : List.of("failed", "processing", "queued")) {
      String late = body(status, ended(task, status));
      assertThat(timestamped(late).send(program.webhook(1, "trusting")).statusCode())
          .isEqualTo(200);
    }

    assertThat(program.job(id)).hasToString(done);
    assertThat(rows(task)).isEqualTo(4);
  }

  @Test
  void acceptsEventsOfUnknownTasksAndOfNone() throws Exception {
    String body = body("succeeded", ended("task_of_nobody", "succeeded"));
    assertThat(asked(body).send(program.webhook(0, "asked")).statusCode()).isEqualTo(200);
    assertThat(rows("task_of_nobody")).isEqualTo(1);
    assertThat(asked("{\"type\": \"webhook.test\"}").send(program.webhook(0, "asked")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void leavesNoTraceOfAForgedEvent(CapturedOutput output) throws Exception {
    String id = waiting("asked");
    String task = program.task(id);
    String body = body("failed", ended(task, "failed"));
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    String whole = program.job(id).toString();
    int rows = program.jdbc.queryForObject("select count(*) from event", Integer.class);
    List<SignedEvent> forged =
        List.of(
            new SignedEvent(body.getBytes(UTF_8), List.of()),
            SignedEvent.standard(
                "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "e", Instant.now(), body),
            SignedEvent.standard(SECRET, "evt_old", yesterday, body),
            asked(body).withBody(body.replace("failed", "queued").getBytes(UTF_8)),
            asked(body).without("webhook-id"),
            timestamped(body));

    for (SignedEvent event : forged) {
      HttpResponse<String> answer = event.send(program.webhook(0, "asked"));
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(answer.body()).contains("bad-signature").doesNotContain("whsec_", task);
    }

    assertThat(program.job(id)).hasToString(whole);
    assertThat(program.jdbc.queryForObject("select count(*) from event", Integer.class))
        .isEqualTo(rows);
    assertThat(output.toString().lines().filter(line -> line.contains("An event for account")))
        .hasSizeLessThanOrEqualTo(1);
    SignedEvent rotated = SignedEvent.standard(OLD, "evt_old_secret", Instant.now(), body);
    assertThat(rotated.send(program.webhook(0, "asked")).statusCode()).isEqualTo(200);
    assertThat(output).doesNotContain(SECRET.substring(6), OLD.substring(6), TRUSTING_SECRET);
  }

  @Test
  void refusesWhatCanBeNoEvent() throws Exception {
    assertThat(asked("{").send(program.webhook(0, "asked")).statusCode()).isEqualTo(400);
    assertThat(asked("[]").send(program.webhook(0, "asked")).body()).contains("not a JSON object");
    assertThat(asked("{} {}").send(program.webhook(0, "asked")).statusCode()).isEqualTo(400);
    assertThat(asked("[".repeat(5000)).send(program.webhook(0, "asked")).statusCode())
        .isEqualTo(400);
    SignedEvent unsigned = new SignedEvent("{".getBytes(UTF_8), List.of());
    assertThat(unsigned.send(program.webhook(0, "asked")).statusCode()).isEqualTo(401);
    for (String account : List.of("nobody", "silent")) {
      HttpResponse<String> answer = asked("{}").send(program.webhook(0, account));
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).contains("unknown-account");
    }
  }

  @Test
  void refusesWhatIsTooLargeBeforeItChecksTheSignature() throws Exception {
    byte[] huge = new byte[LIMIT + 1];
    SignedEvent event = new SignedEvent(huge, List.of());
    assertThat(event.send(program.webhook(0, "asked")).statusCode()).isEqualTo(413);
    HttpResponse<String> chunked =
        event.send(
            program.webhook(0, "asked"),
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(huge)));
    assertThat(chunked.statusCode()).isEqualTo(413);

    String body = "{\"type\": \"webhook.test\", \"pad\": \"%s\"}";
    String full = body.formatted("x".repeat(LIMIT - body.length() + 2));
    assertThat(asked(full).send(program.webhook(0, "asked")).statusCode()).isEqualTo(200);
  }

  /** What people and machines can read of the program holds no secret: the search sees to it. */
  @Test
  void leavesItsPagesToTheSearchForSecrets() throws Exception {
    String id = waiting("asked");
    asked(body("succeeded", program.generation(program.task(id))))
        .send(program.webhook(0, "asked"));
    program.until(id, "done");
    List<URI> pages = new ArrayList<>();
    for (String path :
        List.of(
            "/jobs",
            "/jobs/" + id,
            "/accounts",
            "/accounts/asked/credits",
            "/models?account=asked")) {
      pages.add(program.address(1, "/api" + path));
    }
    for (String path : List.of("", "/health", "/prometheus")) {
      pages.add(program.management(0, "/actuator" + path));
    }
    StringBuilder all = new StringBuilder();
    HttpClient client = HttpClient.newHttpClient();
    for (URI page : pages) {
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(page.getPath()).isEqualTo(200);
      all.append(page).append('\n').append(answer.body()).append('\n');
    }
    assertThat(all).contains("\"timeline\"", "jvm_memory", "\"accounts\"", "\"UP\"");
    Written.keep("events.txt", all.toString());
  }

  private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    try {
      List<T> answers = new ArrayList<>();
      for (Future<T> answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }
}
