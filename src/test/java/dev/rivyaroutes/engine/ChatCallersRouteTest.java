package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.simulator.ChatStyle;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Callers of chat flows that wait: how many may, for how long, and what they are told. */
class ChatCallersRouteTest extends EngineRouteTestBase {

  private static final int MANY = 300;

  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch answers = new CountDownLatch(1);
  @Autowired private JdbcClient jdbc;

  @AfterEach
  void letAllGo() {
    answers.countDown();
  }

  @Test
  void servesOthersWhileManyTimesAsManyWaitAsThereAreThreads() throws Exception {
    hold();
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
    for (int round = 0; round < 25; round++) {
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

  /** Rivya answers nobody until the latch opens. */
  private void hold() {
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
