package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.search.JobDetails;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The API key stands in no log line, timeline or error, even where an answer repeats it. */
@ExtendWith(OutputCaptureExtension.class)
class SecretsRouteTest extends EngineRouteTestBase {

  @ParameterizedTest
  @CsvSource({
    "400, validation_failed, failed",
    "401, api_key_invalid, parked",
    "402, insufficient_credits, parked",
    "409, idempotency_conflict, parked",
    "500, internal_error, submitting",
  })
  void hidesAKeyThatAnAnswerRepeats(int status, String code, String state, CapturedOutput output) {
    GATE.answer(
        (call, exchange) ->
            call.path().equals("/api/v1/generations")
                && Gate.send(
                    exchange,
                    status,
                    "{\"error\":{\"code\":\"%s\",\"message\":\"Header was %s\"}}"
                        .formatted(code, call.header("Authorization"))));

    String id = accept("watched", "A secret house");

    JobDetails troubled = until(id, details -> !causes(details).isEmpty());
    // A parked job soon tries again.
    assertThat(troubled.timeline())
        .filteredOn(event -> event.cause() != null)
        .first()
        .satisfies(event -> assertThat(event.state()).isEqualTo(state));
    GATE.passOn();
    if (status == 401 || status == 402 || status == 500) {
      until(id, "done");
    }
    String all = words(job(id)) + accountRows.pause("watched") + takers.of(id) + output.getAll();
    assertThat(all).doesNotContain(key("watched"));
  }
}
