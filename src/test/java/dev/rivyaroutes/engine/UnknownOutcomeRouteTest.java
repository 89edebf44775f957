package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.OrderJobs;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.testing.RecordingHttpServer.Call;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A create call took effect, and its answer never came. */
class UnknownOutcomeRouteTest extends EngineRouteTestBase {

  @Autowired OrderJobs orders;

  @ParameterizedTest
  @ValueSource(strings = {"reset", "silence", "html", "noId", "noJson"})
  void sendsTheSameBytesUnderTheSameKeyAndPaysOnce(String kind) {
    AtomicInteger creates = new AtomicInteger();
    GATE.answer(
        (call, exchange) -> {
          int create = isCreate(call) ? creates.incrementAndGet() : 0;
          if (create == 0 || create > 2) {
            return false;
          }
          GATE.forward(call);
          return switch (kind) {
            case "html" ->
                Gate.send(exchange, 500, "<html>500</html>", "Content-Type", "text/html");
            case "noId" -> Gate.send(exchange, 201, "{\"status\":\"queued\"}");
            case "noJson" ->
                Gate.send(exchange, 200, "<html>OK</html>", "Content-Type", "text/html");
            case "silence" -> silentUntil(() -> creates.get() > create);
            default -> true;
          };
        });

    String id = accept("watched", "A house \u2013 50% & more, made once (" + kind + ")");

    until(id, "done");
    assertThat(paid(id)).hasSize(1);
    List<Call> sent = creates(id);
    assertThat(sent).hasSize(3);
    assertThat(sent).allMatch(call -> call.header("Idempotency-Key").equals(id));
    assertThat(sent).extracting(Call::text).containsOnly(sent.get(0).text());
    assertThat(takers.of(id)).hasSize(1);
  }

  @Test
  void parksAnUnknownOutcomeThatIsOlderThanTheKeyAndNeverSendsItAgain() {
    GATE.answer(
        (call, exchange) -> {
          if (!isCreate(call)) {
            return false;
          }
          GATE.forward(call);
          return Gate.send(exchange, 503, "busy", "Retry-After", "30");
        });
    String id = accept("watched", "A house that was forgotten");
    until(id, details -> causes(details).size() == 1);
    GATE.passOn();

    CLOCK.forward(Duration.ofHours(25));

    JobDetails parked = until(id, "parked");
    assertThat(parked.job().cause().trouble()).isEqualTo(Trouble.UNKNOWN);
    assertThat(parked.job().cause().text()).contains("older than 1 d", "replay or cancel");
    until(accept("watched", "A house after it"), "done");
    assertThat(job(id).job().state()).isEqualTo("parked");
    assertThat(creates(id)).hasSize(1);
    assertThat(paid(id)).hasSize(1);
  }

  @Test
  void sendsAfterADayWhatSurelyHadNoEffect() {
    GATE.answer(
        (call, exchange) -> isCreate(call) && Gate.send(exchange, 429, "{}", "Retry-After", "30"));
    String id = accept("watched", "A house that waited");
    until(id, details -> causes(details).size() == 1);
    GATE.passOn();

    CLOCK.forward(Duration.ofHours(25));

    until(id, "done");
    assertThat(paid(id)).hasSize(1);
  }

  @Test
  void leavesItToAPersonWhenRivyaRefusesWhatMayHaveBeenPaidForBefore() throws Exception {
    AtomicInteger creates = new AtomicInteger();
    GATE.answer(
        (call, exchange) -> {
          if (!isCreate(call)) {
            return false;
          }
          if (creates.incrementAndGet() == 1) {
            GATE.forward(call);
            return Gate.send(exchange, 500, "");
          }
          return Gate.send(exchange, 400, "{\"error\":{\"code\":\"validation_failed\"}}");
        });
    String id = accept("watched", "A house of doubt");

    JobDetails parked = until(id, "parked");
    assertThat(parked.job().cause().trouble()).isEqualTo(Trouble.UNKNOWN);
    assertThat(parked.job().cause().text()).contains("may have been charged", "replay or cancel");
    assertThat(creates(id)).hasSize(2);
    GATE.passOn();

    String answer = orders.replay(id, new Order("ops", null), null, sha256 -> true).text();
    assertThat(answer).contains("paid for twice");
    until(id, "done");
  }

  @Test
  void recordsThatItWasSentWhenTheLedgerIsUnavailableAsTheAnswerArrives() {
    GATE.answer(
        (call, exchange) -> {
          if (isCreate(call)) {
            LEDGER.failNext("task_id = ?");
          }
          return false;
        });
    String id = accept("watched", "A house without a ledger");

    JobDetails doubted = until(id, details -> !causes(details).isEmpty());
    GATE.passOn();

    JobDetails done = until(id, "done");
    assertThat(doubted.timeline())
        .filteredOn(event -> event.cause() != null)
        .first()
        .satisfies(event -> assertThat(event.cause().trouble()).isEqualTo(Trouble.UNKNOWN))
        .satisfies(event -> assertThat(event.cause().text()).contains("ledger"));
    assertThat(creates(id)).extracting(Call::text).containsOnly(creates(id).get(0).text());
    assertThat(done.job().cause()).isNull();
    assertThat(paid(id)).hasSize(1);
  }

  @Test
  void recordsThatNothingWasSentWhenTheLedgerIsUnavailableAsTheCallWaitsForItsRateSlot() {
    LEDGER.failNextAfter("set request = ?", "select next_call_at");
    String id;
    JobDetails again;
    // The first jobs may still have slots that were claimed for earlier ones.
    do {
      id = accept("watched", "A house without a slot");
      again = until(id, details -> !causes(details).isEmpty() || isDone(details));
    } while (causes(again).isEmpty());
    JobDetails done = until(id, "done");
    assertThat(again.timeline())
        .filteredOn(event -> event.cause() != null)
        .first()
        .satisfies(event -> assertThat(event.cause().trouble()).isEqualTo(Trouble.TRANSIENT))
        .satisfies(event -> assertThat(event.cause().text()).contains("ledger"));
    assertThat(done.job().cause()).isNull();
    assertThat(creates(id)).hasSize(1);
    assertThat(paid(id)).hasSize(1);
  }

  private static boolean isDone(JobDetails details) {
    return details.job().state().equals("done");
  }

  private static boolean isCreate(Call call) {
    return call.method().equals("POST") && call.path().equals("/api/v1/generations");
  }

  private static List<Call> creates(String id) {
    return GATE.calls.stream()
        .filter(call -> isCreate(call) && id.equals(call.header("Idempotency-Key")))
        .toList();
  }

  /** Says nothing until the program has given up waiting. */
  private static boolean silentUntil(BooleanSupplier givenUp) {
    await("the next create call").atMost(Duration.ofSeconds(30)).until(givenUp::getAsBoolean);
    return true;
  }
}
