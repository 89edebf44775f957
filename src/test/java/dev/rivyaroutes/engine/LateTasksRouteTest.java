package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.search.JobDetails;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tasks that take longer than is usual. */
class LateTasksRouteTest extends EngineRouteTestBase {

  @ParameterizedTest
  @CsvSource({
    "200, '{\"id\":\"t\",\"status\":\"processing\"}', still working",
    "200, '{\"id\":\"t\",\"status\":\"a_state_of_the_future\"}', still working",
    "200, '{}', still working",
    "404, '{\"error\":{\"code\":\"not_found\"}}', not finished",
  })
  void showsALateTaskAsParkedAndGoesOnByItselfWhenItEnds(int status, String body, String words) {
    GATE.answer(
        (call, exchange) ->
            call.path().startsWith("/api/v1/generations/") && Gate.send(exchange, status, body));
    String id = accept("watched", "A house that takes long");
    until(id, "waiting");

    CLOCK.forward(Duration.ofMinutes(61));

    JobDetails parked = until(id, "parked");
    assertThat(parked.job().cause().text()).contains(words, parked.job().taskId(), "within 1 h.");
    assertThat(parked.job().status()).isEqualTo("queued");

    GATE.passOn();
    CLOCK.forward(Duration.ofMinutes(11));

    assertThat(until(id, "done").job().cause()).isNull();
    assertThat(paid(id)).hasSize(1);
  }

  @Test
  void pollsALateTaskLessOftenAndReportsItOnce() {
    GATE.answer(
        (call, exchange) ->
            call.path().startsWith("/api/v1/generations/")
                && Gate.send(exchange, 200, "{\"id\":\"t\",\"status\":\"processing\"}"));
    String id = accept("watched", "A house that takes very long");
    until(id, "waiting");
    CLOCK.forward(Duration.ofMinutes(61));
    until(id, "parked");
    long polls = polls(id);

    asTimeGoesOn(() -> assertThat(polls(id)).isGreaterThan(polls + 2));

    GATE.passOn();
    asTimeGoesOn(() -> assertThat(job(id).job().state()).isEqualTo("done"));
    assertThat(job(id).timeline()).filteredOn(event -> event.state().equals("parked")).hasSize(1);
  }

  private long polls(String id) {
    String task = job(id).job().taskId();
    return GATE.calls.stream().filter(call -> call.path().endsWith("/" + task)).count();
  }
}
