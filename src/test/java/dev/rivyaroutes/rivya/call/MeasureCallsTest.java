package dev.rivyaroutes.rivya.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The labels of calls are words of a fixed set, whatever Rivya answers. */
class MeasureCallsTest {

  @ParameterizedTest
  @CsvSource({
    "POST, /api/v1/generations, create",
    "GET, /api/v1/generations/task_1, status",
    "GET, /proxy/api/v1/generations/task_1?x=1, status",
    "POST, /api/v1/chat/completions, chat",
    "POST, /api/v1/files, upload",
    "GET, /api/v1/models, models",
    "GET, /api/v1/credits, credits",
    "POST, /api/v1/webhooks/wh_1/rotate, webhooks",
    "GET, /api/v1/anything, other",
    ", , other",
  })
  void namesWhatACallDoes(String method, String path, String operation) {
    assertThat(MeasureCalls.operation(method, path)).isEqualTo(operation);
  }

  @ParameterizedTest
  @CsvSource({
    "ok, ok",
    "no_answer, no_answer",
    "rate_limited, rate_limited",
    "insufficient_credits, insufficient_credits",
    "stream_error, stream_error",
    "http_418, http_4xx",
    "http_503, http_5xx",
    "http_200, http_2xx",
    "http_9000, other",
    "a code of tomorrow, other",
  })
  void knowsDocumentedCodesOnly(String code, String label) {
    assertThat(MeasureCalls.known(code)).isEqualTo(label);
  }
}
