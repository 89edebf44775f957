package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.account.RateLimiter;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What becomes of a job whose calls Rivya refuses, by class of error. */
class RefusedCallsRouteTest extends EngineRouteTestBase {

  @Autowired RateLimiter rateLimiter;

  private static Trouble next(int count, Operation operation, TroubleKind kind) {
    return Trouble.next(count, operation, kind);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"RATE_LIMITED", "SERVER_ERROR", "DISABLED", "RESET_BEFORE", "SILENCE_BEFORE"})
  void triesAgainWhatPassesByItself(TroubleKind kind) {
    RIVYA.trouble().add(next(2, Operation.CREATE, kind));

    String id = accept("main", "A house in a storm");

    JobDetails done = until(id, "done");
    assertThat(paid(id)).hasSize(1);
    assertThat(causes(done)).hasSize(2);
  }

  @Test
  void triesAgainAnErrorThatNobodyHasDescribed() {
    RIVYA
        .trouble()
        .add(next(1, Operation.CREATE, TroubleKind.REFUSED).withStatus(529).withCode("overloaded"));

    String id = accept("main", "A house in a crowd");

    assertThat(causes(until(id, "done"))).singleElement().asString().contains("HTTP 529");
    assertThat(paid(id)).hasSize(1);
  }

  @Test
  void delaysAllCallsOfTheAccountForAsLongAsRivyaAsks() {
    RIVYA.trouble().add(next(1, Operation.CREATE, TroubleKind.RATE_LIMITED).withRetryAfter(1));
    long start = System.nanoTime();

    String id = accept("poor", "A patient house");
    String second = accept("poor", "Another patient house");

    until(id, "done");
    until(second, "done");
    assertThat(System.nanoTime() - start).isGreaterThan(900_000_000L);
    assertThat(paid(id)).hasSize(1);
    assertThat(paid(second)).hasSize(1);
  }

  @Test
  void delaysEveryKindOfCallForAsLongAsRivyaAsks() {
    String waiting = accept("watched", "A house under way");
    GATE.answer(
        (call, exchange) ->
            call.path().startsWith("/api/v1/generations/")
                && Gate.send(exchange, 503, "<html>", "Retry-After", "3600"));
    eventually(() -> assertThat(rateLimiter.backOffUntil("watched")).isAfter(CLOCK.instant()));
    GATE.passOn();
    until(accept("main", "A house of another account"), "done");
    int before = GATE.calls.size();

    String generation = accept("watched", inline("A house with a photo", TestImages.png(777)));
    String turn = accept("watched-talk", "Are you there?");
    CLOCK.forward(Duration.ofMinutes(55));
    until(accept("main", "One more house of another account"), "done");
    assertThat(GATE.calls).hasSize(before);

    CLOCK.forward(Duration.ofMinutes(6));
    for (String id : List.of(waiting, generation, turn)) {
      until(id, "done");
    }
    assertThat(paid(waiting)).hasSize(1);
    assertThat(paid(generation)).hasSize(1);
  }

  static Stream<Arguments> permanent() {
    return Stream.of(
        Arguments.of(400, "validation_failed"),
        Arguments.of(422, "content_policy_violation"),
        Arguments.of(404, "not_found"),
        Arguments.of(418, "a_code_of_the_future"));
  }

  @ParameterizedTest
  @MethodSource("permanent")
  void failsWhatRivyaRefusesPermanentlyAndSaysWhy(int status, String code) {
    // A list of models from a moment ago would only be read again at a later attempt.
    CLOCK.forward(Duration.ofSeconds(6));
    RIVYA
        .trouble()
        .add(next(1, Operation.CREATE, TroubleKind.REFUSED).withStatus(status).withCode(code));

    String id = accept("many", "A house that is not allowed");

    JobDetails failed =
        until(id, details -> details.deliveries().size() == 2 && takers.of(id).size() == 2);
    assertThat(failed.job().state()).isEqualTo("failed");
    assertThat(failed.job().cause().trouble().word()).isEqualTo("permanent");
    assertThat(failed.job().cause().code()).isEqualTo(code);
    assertThat(failed.job().cause().text())
        .contains("HTTP " + status, code, "The request was refused.");
    assertThat(paid(id)).isEmpty();
    assertThat(takers.of(id)).extracting(Result::sink).containsExactlyInAnyOrder("alarm", "all");
    assertThat(takers.of(id))
        .allSatisfy(result -> assertThat(result.cause().code()).isEqualTo(code));
  }

  static Stream<Arguments> conflicts() {
    return Stream.of(Arguments.of("idempotency_conflict"), Arguments.of("request_in_flight"));
  }

  @ParameterizedTest
  @MethodSource("conflicts")
  void parksAConflictForAPersonAndNeverSendsItAgain(String code) {
    RIVYA
        .trouble()
        .add(next(1, Operation.CREATE, TroubleKind.REFUSED).withStatus(409).withCode(code));
    String id = accept("main", "A house with a twin");

    JobDetails parked = until(id, "parked");

    assertThat(parked.job().cause().trouble().word()).isEqualTo("unknown");
    assertThat(parked.job().cause().text()).contains("replay or cancel");
    until(accept("main", "A house after it"), "done");
    assertThat(job(id).job().state()).isEqualTo("parked");
    assertThat(job(id).timeline()).hasSize(2);
    assertThat(paid(id)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "RATE_LIMITED",
        "SERVER_ERROR",
        "DISABLED",
        "RESET_BEFORE",
        "RESET_AFTER",
        "NOT_FOUND"
      })
  void takesTroubleWhileWaitingForTroubleAndNeverForAnEnd(TroubleKind kind) {
    RIVYA.trouble().add(next(3, Operation.STATUS, kind));

    String id = accept("main", "A house in the fog");

    JobDetails done = until(id, "done");
    assertThat(causes(done)).hasSize(3);
    assertThat(done.timeline())
        .extracting(JobDetails.Event::state)
        .doesNotContain("failed", "parked");
    assertThat(paid(id)).hasSize(1);
    assertThat(done.results()).hasSize(1);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of("content_moderated", "content moderated"),
        Arguments.of("internal_error", "internal error"),
        Arguments.of("generation_failed", "The generation failed."));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failsWithRivyasReasonWhenTheTaskFails(String code, String words) {
    RIVYA.trouble().add(next(1, Operation.CREATE, TroubleKind.FAILED_TASK).withCode(code));

    String id = accept("many", "A house that fails");

    JobDetails failed = until(id, details -> takers.of(id).size() == 2);
    assertThat(failed.job().state()).isEqualTo("failed");
    assertThat(failed.job().cause().code()).isEqualTo(code);
    assertThat(failed.job().cause().text())
        .startsWith("The generation failed at Rivya")
        .contains(words);
    assertThat(failed.job().credits().settled()).isZero();
    assertThat(takers.of(id)).extracting(Result::sink).containsExactlyInAnyOrder("alarm", "all");
    assertThat(takers.of(id)).allMatch(result -> !result.succeeded() && result.files().isEmpty());
    assertThat(paid(id)).hasSize(1);
  }
}
