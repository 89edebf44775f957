package dev.rivyaroutes.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.OrderJobs;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.testing.RecordingHttpServer.Call;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Hosts that drip hold up nobody but the jobs that need them, and those end. */
class SlowHostsRouteTest extends EngineRouteTestBase {

  private static final Order ORDER = new Order("ops", null);

  @Autowired OrderJobs orders;
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicInteger dripping = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  @AfterEach
  void end() {
    over.countDown();
  }

  /** Sends a few bytes a second until the caller hangs up or the test ends. */
  private boolean drip(Call call, HttpExchange exchange, String piece) throws IOException {
    asked.add(call.path());
    most.accumulateAndGet(dripping.incrementAndGet(), Math::max);
    try {
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      while (!over.await(50, TimeUnit.MILLISECONDS)) {
        out.write(piece.getBytes());
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      dripping.decrementAndGet();
    }
    return true;
  }

  private String withReference(String flow, String path) {
    return accept(
        flow,
        "{\"prompt\": \"Restyle\", \"references\": [\"%s\"]}".formatted(GATE.baseUri() + path));
  }

  private boolean isOpen(String id) {
    return job(id).job().finishedAt() == null;
  }

  @Test
  void letsOtherFlowsOfTheAccountGoOnWhileTheReferencesOfOneDrip() throws Exception {
    GATE.answer(
        (call, exchange) ->
            call.path().startsWith("/drip/")
                ? drip(call, exchange, "x")
                : call.path().equals("/good.png") && Gate.send(exchange, 200, TestImages.png(870)));
    List<String> slow =
        IntStream.range(0, 24)
            .mapToObj(i -> withReference("watched", "/drip/" + i + ".png"))
            .toList();
    eventually(() -> assertThat(dripping).hasValueGreaterThan(3));

    String otherFlow = withReference("watched-too", "/good.png");
    String withoutReference = accept("watched", "A house without references");

    until(otherFlow, "done");
    until(withoutReference, "done");
    assertThat(slow).anyMatch(this::isOpen);
    // The share is 4, and the server notices a closed connection with its next byte only.
    assertThat(most).hasValueLessThanOrEqualTo(8);

    for (String id : slow.subList(4, slow.size())) {
      cancel(id); // So that the others come to their last attempt soon.
    }
    JobDetails failed =
        job(until(slow.subList(0, 4), id -> job(id).job().state().equals("failed")));
    assertThat(failed.job().cause().trouble()).isEqualTo(Trouble.BRIEF);
    assertThat(failed.job().cause().text())
        .contains(
            "after 4 attempts",
            "127.0.0.1:" + GATE.baseUri().getPort() + " is too slow: it sent",
            "in 1 s, and at least 4096 bytes a second are needed",
            "Nothing was sent to Rivya and no credits were spent.");
    for (String id : slow.stream().filter(this::isOpen).toList()) {
      cancel(id);
    }
    assertThat(slow).allSatisfy(id -> assertThat(paid(id)).isEmpty());
    assertThat(slow).allSatisfy(id -> assertThat(words(job(id))).doesNotContain("Exception"));
  }

  /** The first of these that comes to it. */
  private String until(List<String> ids, Predicate<String> condition) {
    eventually(() -> assertThat(ids).anyMatch(condition));
    return ids.stream().filter(condition).findFirst().orElseThrow();
  }

  private void cancel(String id) throws Exception {
    try {
      orders.cancel(id, ORDER);
    } catch (OrderRefused e) {
      assertThat(job(id).job().state()).isEqualTo("failed");
    }
  }

  @Test
  void cancelsAJobWhileItsReferenceDrips() throws Exception {
    GATE.answer(
        (call, exchange) ->
            call.path().equals("/long.png") && drip(call, exchange, "x".repeat(1000)));
    String id = withReference("watched", "/long.png");
    eventually(() -> assertThat(asked).contains("/long.png"));

    String said = orders.cancel(id, ORDER).text();

    assertThat(said).contains("Nothing was sent to Rivya, and nothing is paid.");
    assertThat(job(id).job().state()).isEqualTo("cancelled");
    eventually(() -> assertThat(dripping).as("the deadline ends the call").hasValue(0));
    assertThat(job(id).job().state()).isEqualTo("cancelled");
    assertThat(paid(id)).isEmpty();
  }

  @Test
  void cancelsAJobWhileItsReferenceGoesUpToRivya() throws Exception {
    CountDownLatch uploading = new CountDownLatch(1);
    GATE.answer(
        (call, exchange) -> {
          if (!call.path().equals("/api/v1/files")) {
            return false;
          }
          uploading.countDown();
          return drip(call, exchange, " ".repeat(1000));
        });
    String id = accept("watched", inline("Restyle", TestImages.png(871)));
    assertThat(uploading.await(30, TimeUnit.SECONDS)).isTrue();

    orders.cancel(id, ORDER);
    GATE.passOn();
    over.countDown();

    assertThat(job(id).job().state()).isEqualTo("cancelled");
    until(accept("watched", inline("Restyle", TestImages.png(872))), "done");
    assertThat(job(id).job().state()).isEqualTo("cancelled");
    assertThat(paid(id)).isEmpty();
  }

  @Test
  void cancelsNothingWhileTheCallThatIsPaidForIsOut() throws Exception {
    CountDownLatch sent = new CountDownLatch(1);
    GATE.answer(
        (call, exchange) -> {
          if (!call.path().equals("/api/v1/generations")) {
            return false;
          }
          sent.countDown();
          await();
          return false;
        });
    String id = accept("watched", "A house that is being paid for");
    assertThat(sent.await(30, TimeUnit.SECONDS)).isTrue();

    assertThatThrownBy(() -> orders.cancel(id, ORDER)).hasMessageContaining("is being submitted");
    over.countDown();

    until(id, "done");
    assertThat(paid(id)).hasSize(1);
  }

  private void await() {
    try {
      over.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void fetchesAResultAgainWhoseHostDripsAndLetsItBeCancelledMeanwhile() throws Exception {
    GATE.answer(
        (call, exchange) ->
            call.path().startsWith("/api/v1/generations/")
                ? Gate.send(
                    exchange, 200, FetchRouteTest.resultAt(call, GATE.baseUri() + "/slow.png"))
                : call.path().equals("/slow.png") && drip(call, exchange, "x"));
    String first = accept("watched", "A house that drips");
    String second = accept("watched", "A house that drips too");

    JobDetails troubled = until(first, details -> !causes(details).isEmpty());
    assertThat(causes(troubled).get(0)).contains("is too slow: it sent");
    eventually(() -> assertThat(job(second).job().state()).isEqualTo("fetching"));
    assertThat(orders.cancel(second, ORDER).text()).contains("is paid for all the same");

    GATE.answer(
        (call, exchange) ->
            call.path().equals("/slow.png") && Gate.send(exchange, 200, TestImages.png(873)));
    until(first, "done");
    assertThat(job(second).job().state()).isEqualTo("cancelled");
    assertThat(paid(first)).hasSize(1);
  }

  @Test
  void endsACallToRivyaThatDripsAndSendsTheSameBytesAgain() {
    AtomicInteger calls = new AtomicInteger();
    GATE.answer(
        (call, exchange) ->
            call.path().equals("/api/v1/generations")
                && calls.incrementAndGet() == 1
                && drip(call, exchange, " "));

    String id = accept("watched", "A house whose answer drips");

    JobDetails done = until(id, "done");
    assertThat(causes(done).get(0)).contains("did not answer", "is too slow");
    assertThat(paid(id)).hasSize(1);
  }

  @Test
  void endsAChatAnswerThatDripsAndSendsTheSameBytesAgain() {
    GATE.answer(
        (call, exchange) ->
            call.path().equals("/api/v1/chat/completions") && drip(call, exchange, " "));

    String id = accept("watched-talk", "Tell me a long story");

    JobDetails troubled = until(id, details -> !causes(details).isEmpty());
    assertThat(causes(troubled).get(0)).contains("did not complete its answer within 6 s");
    over.countDown();
    GATE.passOn();
    until(id, "done");
  }

  @Test
  void endsAStreamedChatAnswerThatDripsAndNeverSendsItAgain() throws Exception {
    GATE.answer(
        (call, exchange) ->
            call.path().equals("/api/v1/chat/completions/stream") && stream(call, exchange));

    HttpResponse<InputStream> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/flows/watched-talk/chat"))
                    .header("Content-Type", "application/json")
                    .header("Accept", "text/event-stream")
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .POST(HttpRequest.BodyPublishers.ofString("{\"message\": \"A saga\"}"))
                    .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    until(answer.headers().firstValue("Location").orElseThrow().replaceFirst(".*/", ""), "parked");
    // The caller of a parked turn waits to the end of rivya.chat.answer-within.
    CLOCK.forward(Duration.ofSeconds(61));

    assertThat(answer.body())
        .asString(UTF_8)
        .contains("is incomplete", "did not complete its answer within 6 s", "is not sent again");
    assertThat(GATE.calls).filteredOn(call -> call.text().contains("A saga")).hasSize(1);
  }

  private boolean stream(Call call, HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    return drip(call, exchange, ": still thinking\n\n");
  }

  @Test
  void failsAJobWhoseReferenceIsOnAHostThatIsNotThere() {
    String id =
        accept(
            "watched",
            "{\"prompt\": \"Restyle\", \"references\": [\"https://photos.invalid/a.png\"]}");

    JobDetails failed = until(id, "failed");

    assertThat(causes(failed)).hasSize(4);
    assertThat(failed.job().cause().text())
        .contains("after 4 attempts", "The name photos.invalid has no address in DNS", "Replay");
  }
}
