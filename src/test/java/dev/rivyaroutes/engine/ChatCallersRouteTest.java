package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.simulator.chat.ChatStyle;
import dev.rivyaroutes.testing.OpenCalls;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Callers of chat flows that wait: how many may, for how long, and what they are told. */
class ChatCallersRouteTest extends EngineRouteTestBase {

  private static final int MANY = 100;

  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch answers = new CountDownLatch(1);
  @Autowired private JdbcClient jdbc;
  @Autowired private ApplicationContext spring;

  @BeforeEach
  void forgetEarlierCalls() {
    GATE.calls.clear();
  }

  @AfterEach
  void letAllGo() {
    answers.countDown();
    OpenCalls.awaitNone(spring);
  }

  @Test
  void servesOthersWhileManyTimesAsManyWaitAsThereAreThreads() throws Exception {
    holdBackAnswers();
    int before = open();
    List<CompletableFuture<HttpResponse<String>>> waiting =
        IntStream.range(0, MANY).mapToObj(n -> ask("watched-talk", n, n % 2 == 0)).toList();
    eventually(() -> assertThat(open() - before).isEqualTo(MANY));

    HttpResponse<String> other =
        client.send(
            HttpRequest.newBuilder(URI.create(base() + "/api/jobs?flow=watched-talk")).build(),
            BodyHandlers.ofString());
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(waiting).noneMatch(CompletableFuture::isDone);
    answers.countDown();

    for (int n = 0; n < MANY; n++) {
      HttpResponse<String> answer = waiting.get(n).get();
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body()).contains("\"answer\":\"Answer 1 to: Question " + n + "\"");
    }
  }

  @Test
  void spoilsNoOthersCallWhenCallersHangUpInTheMiddle() throws Exception {
    RIVYA.chats().style(new ChatStyle(ChatStyle.Shape.NAMED, Duration.ofMillis(2)));
    for (int round = 0; round < 15; round++) {
      HttpResponse<InputStream> heard =
          client.send(
              request("talk", "{\"message\": \"Goodbye, and thanks for all\"}", true),
              BodyHandlers.ofInputStream());
      heard.body().close();
      HttpResponse<String> other = ask("talk", round, true).get();
      assertThat(other.body()).contains("event: answer", "Answer 1 to: Question " + round);
    }
    RIVYA.chats().style(ChatStyle.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void saysToACallerAfterTheWaitWhereItsAnswerWillBe(boolean streams) throws Exception {
    GATE.answer(
        (call, exchange) ->
            call.text().contains("Stuck")
                && Gate.send(exchange, 409, "{\"error\":{\"code\":\"idempotency_conflict\"}}"));
    String words = "{\"message\": \"%s\", \"conversation\": \"stuck-" + streams + "\"}";
    Origin local = Origin.http("local", null);
    String stuck = accept("watched-talk", "stuck-" + streams, words.formatted("Stuck"), local);
    until(stuck, "parked");
    int before = waitsForTurn();
    CompletableFuture<HttpResponse<String>> caller =
        client.sendAsync(
            request("watched-talk", words.formatted("Next"), streams), BodyHandlers.ofString());
    eventually(() -> assertThat(waitsForTurn() - before).isEqualTo(1));

    CLOCK.forward(Duration.ofSeconds(61));

    assertPending(caller.get(60, TimeUnit.SECONDS), streams);
    assertThat(caller.get().body()).contains("An earlier turn of this conversation");
    client.send(
        HttpRequest.newBuilder(URI.create(base() + "/api/jobs/" + stuck + "/cancel"))
            .POST(BodyPublishers.noBody())
            .build(),
        BodyHandlers.discarding());
    until(id(caller.get()), "done");
    assertThat(takers.of(id(caller.get()))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void saysToWaitingCallersWhereTheirAnswersWillBeWhenTheProgramStops(boolean streams)
      throws Exception {
    SmartLifecycle waiting = spring.getBean("answerWaitingCallers", SmartLifecycle.class);
    holdBackAnswers();
    CompletableFuture<HttpResponse<String>> before = ask("watched-talk", 1, streams);
    eventually(() -> assertThat(GATE.calls).anyMatch(call -> call.path().contains("/chat/")));
    try {
      waiting.stop();
      CompletableFuture<HttpResponse<String>> late = ask("watched-talk", 2, streams);

      assertPending(before.get(), streams);
      assertPending(late.get(), streams);
      answers.countDown();
      until(id(before.get()), "done");
      until(id(late.get()), "done");
    } finally {
      waiting.start();
    }
  }

  @Test
  void refusesAMessageToAFlowThatIsSwitchedOff() throws Exception {
    int before = jobsOfSilentTalk();

    HttpResponse<String> refused = ask("silent-talk", 1, false).get();

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).contains("60");
    assertThat(refused.body()).contains("flow-off", "Enable it in the configuration");
    assertThat(jobsOfSilentTalk()).isEqualTo(before);
  }

  /** Other classes share the ledger, and may have handed a job in to the flow. */
  private int jobsOfSilentTalk() {
    return jdbc.sql("select count(*) from job where flow = 'silent-talk'")
        .query(Integer.class)
        .single();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answersTwoCallersOfOneConversationOneAfterTheOther(boolean streams) throws Exception {
    holdBackAnswers();
    int before = waitsForTurn();
    String words = "{\"message\": \"%s\", \"conversation\": \"pair-" + streams + "\"}";
    List<CompletableFuture<HttpResponse<String>>> both =
        Stream.of("left", "right")
            .map(word -> request("watched-talk", words.formatted(word), streams))
            .map(request -> client.sendAsync(request, BodyHandlers.ofString()))
            .toList();
    eventually(() -> assertThat(waitsForTurn() - before).isEqualTo(1));
    answers.countDown();

    List<String> bodies = List.of(both.get(0).get().body(), both.get(1).get().body());

    assertThat(bodies).anyMatch(body -> body.contains("Answer 1 to: "));
    assertThat(bodies).anyMatch(body -> body.contains("Answer 2 to: "));
    assertThat(session(bodies.get(0))).isEqualTo(session(bodies.get(1)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void paysOnceForTheSameKeyTwiceAtOnceAndBothReceiveTheWhole(boolean streams) throws Exception {
    holdBackAnswers();
    String key = UUID.randomUUID().toString();
    List<CompletableFuture<HttpResponse<String>>> both =
        Stream.of(true, streams)
            .map(stream -> keyed(key, stream))
            .map(request -> client.sendAsync(request, BodyHandlers.ofString()))
            .toList();
    eventually(() -> assertThat(GATE.calls).anyMatch(call -> call.text().contains(key)));
    answers.countDown();

    String id = id(both.get(0).get());
    assertThat(id(both.get(1).get())).isEqualTo(id);
    assertThat(both)
        .allSatisfy(
            call -> assertThat(call.get().body()).contains("\"answer\":\"Answer 1 to: " + key));
    if (streams) {
      assertThat(both).allSatisfy(call -> assertThat(call.get().body()).contains("event: delta"));
    }
    assertThat(RIVYA.chats().all()).filteredOn(turn -> turn.message().equals(key)).hasSize(1);
  }

  private HttpRequest keyed(String key, boolean streams) {
    return HttpRequest.newBuilder(
            request("watched-talk", "{\"message\": \"" + key + "\"}", streams), (n, v) -> true)
        .header("Idempotency-Key", key)
        .build();
  }

  private static void assertPending(HttpResponse<String> answer, boolean streams) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(streams ? 200 : 202);
    assertThat(answer.body()).contains("\"url\":\"/api/jobs/" + id(answer) + "\"");
    if (streams) {
      assertThat(answer.body()).contains("event: pending");
    }
  }

  private static String id(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElseThrow().replaceAll(".*/", "");
  }

  private static String session(String body) {
    return body.replaceAll("(?s).*\"session_id\":\"([^\"]+)\".*", "$1");
  }

  private int waitsForTurn() {
    return jdbc.sql(
            "select count(*) from job where flow = 'watched-talk' and code = 'turn' and state ="
                + " 'accepted'")
        .query(Integer.class)
        .single();
  }

  /** Rivya answers nobody until the latch opens. */
  private void holdBackAnswers() {
    GATE.answer(
        (call, exchange) -> {
          if (call.path().startsWith("/api/v1/chat/")) {
            try {
              answers.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
          return false;
        });
  }

  private int open() {
    return jdbc.sql(
            "select count(*) from job where flow = 'watched-talk' and state in ('accepted',"
                + " 'submitting')")
        .query(Integer.class)
        .single();
  }

  private CompletableFuture<HttpResponse<String>> ask(String flow, int n, boolean streams) {
    return client.sendAsync(
        request(flow, "{\"message\": \"Question " + n + "\"}", streams), BodyHandlers.ofString());
  }

  private HttpRequest request(String flow, String json, boolean streams) {
    return HttpRequest.newBuilder(URI.create(base() + "/api/flows/" + flow + "/chat"))
        .header("Content-Type", "application/json")
        .header("Accept", streams ? "text/event-stream" : "application/json")
        .POST(BodyPublishers.ofString(json))
        .build();
  }

  private String base() {
    return "http://localhost:" + port;
  }
}
