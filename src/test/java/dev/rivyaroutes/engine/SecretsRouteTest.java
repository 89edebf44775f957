package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.testing.RecordingHttpServer;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
    assertThat(troubled.timeline())
        .filteredOn(event -> event.cause() != null)
        .first()
        .satisfies(event -> assertThat(event.state()).isEqualTo(state));
    GATE.passOn();
    if (status == 401 || status == 402 || status == 500) {
      // The pause of an account is longer after others, which tests before may have caused.
      asTimeGoesOn(() -> assertThat(job(id).job().state()).isEqualTo("done"));
    }
    String all = words(job(id)) + accountRows.pause("watched") + takers.of(id) + output.getAll();
    assertThat(all).doesNotContain(key("watched"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"CamelRestHttpUri", "CamelHttpUri", "camelhttpuri", "CamelHttpHost", "Host"})
  void sendsAKeyToNoAddressThatAMessageNames(String header) throws Exception {
    try (RecordingHttpServer other = new RecordingHttpServer()) {
      String address = "127.0.0.1:" + other.port();
      boolean host = header.endsWith("ost");
      Exchange answer =
          producer.request(
              "kamelet:rivya-call-action?account=watched",
              exchange -> {
                exchange.getMessage().setHeader(header, host ? address : "http://" + address);
                exchange.getMessage().setHeader("CamelHttpRawQuery", "stolen=1");
                exchange.getMessage().setHeader("CamelHttpMethod", "GET");
                exchange.getMessage().setHeader("CamelHttpPath", "/api/v1/credits");
              });

      assertThat(answer.getException()).isNull();
      assertThat(answer.getMessage().getBody(JsonNode.class).has("current_credits")).isTrue();
      assertThat(other.calls).isEmpty();
      assertThat(GATE.calls).noneMatch(call -> address.equals(call.header("Host")));
    }
  }
}
