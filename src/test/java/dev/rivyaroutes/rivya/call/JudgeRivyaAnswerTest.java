package dev.rivyaroutes.rivya.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeRivyaAnswerTest {

  private final JudgeRivyaAnswer judge =
      new JudgeRivyaAnswer(
          account -> "rivya.accounts." + account + ".api-key",
          new SettableClock(Instant.parse("2026-05-11T00:00:00Z")));

  private RivyaTrouble trouble(int status, String body, String retryAfter) {
    return catchThrowableOfType(
        RivyaTrouble.class,
        () ->
            judge.judge(
                "main",
                status,
                body.getBytes(StandardCharsets.UTF_8),
                retryAfter == null ? Map.of() : Map.of("Retry-After", retryAfter)));
  }

  private static String error(String code) {
    return "{\"error\":{\"code\":\"%s\",\"message\":\"Why.\",\"requestId\":\"req_1\"}}"
        .formatted(code);
  }

  @ParameterizedTest
  @CsvSource({
    "400, validation_failed, PERMANENT",
    "404, not_found, PERMANENT",
    "402, insufficient_credits, CREDIT",
    "400, insufficient_credits, CREDIT",
    "503, insufficient_credits, CREDIT",
    "401, api_key_missing, AUTH",
    "401, api_key_invalid, AUTH",
    "401, api_key_revoked, AUTH",
    "401, api_key_expired, AUTH",
    "403, api_scope_denied, AUTH",
    "401, a_new_code, AUTH",
    "403, a_new_code, AUTH",
    "409, idempotency_conflict, UNKNOWN",
    "409, a_new_code, UNKNOWN",
    "408, a_new_code, TRANSIENT",
    "425, a_new_code, TRANSIENT",
    "429, rate_limited, TRANSIENT",
    "500, internal, TRANSIENT",
    "503, public_api_disabled, TRANSIENT",
    "599, a_new_code, TRANSIENT",
    "418, a_new_code, PERMANENT",
  })
  void classifiesAnError(int status, String code, Trouble expected) {
    RivyaTrouble trouble = trouble(status, error(code), null);
    assertThat(trouble.cause().trouble()).isEqualTo(expected);
    assertThat(trouble.cause().code()).isEqualTo(code);
    assertThat(trouble.cause().requestId()).isEqualTo("req_1");
    assertThat(trouble.cause().text()).isNotBlank().doesNotContain("%");
  }

  @ParameterizedTest
  @CsvSource({
    "200, <html>, TRANSIENT",
    "200, '', TRANSIENT",
    "201, '[1]', TRANSIENT",
    "307, '', TRANSIENT",
    "502, <html>, TRANSIENT",
    "403, <html>, AUTH",
    "404, <html>, PERMANENT",
    "400, '{\"error\": 7}', PERMANENT",
  })
  void judgesAnAnswerWithoutAnErrorBodyByItsStatus(int status, String body, Trouble expected) {
    RivyaTrouble trouble = trouble(status, body, null);
    assertThat(trouble.cause().trouble()).isEqualTo(expected);
    assertThat(trouble.cause().code()).isEqualTo("http_" + status);
  }

  @ParameterizedTest
  @CsvSource({
    "400, true",
    "401, true",
    "429, true",
    "408, false",
    "409, false",
    "500, false",
    "200, false",
    "307, false",
  })
  void recognisesRefusalsThatCertainlyHadNoEffect(int status, boolean withoutEffect) {
    assertThat(trouble(status, "<html>", null).withoutEffect()).isEqualTo(withoutEffect);
  }

  @Test
  void recognisesThatNothingIsDoneWhileTheApiIsOff() {
    assertThat(trouble(503, error("public_api_disabled"), null).withoutEffect()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "public_api_disabled, false, TRANSIENT, true",
    "rate_limited, false, TRANSIENT, true",
    "insufficient_credits, false, CREDIT, true",
    "api_key_revoked, false, AUTH, true",
    "api_scope_denied, false, AUTH, true",
    "validation_failed, false, PERMANENT, true",
    "idempotency_conflict, false, UNKNOWN, false",
    "insufficient_credits, true, PERMANENT, false",
    "rate_limited, true, PERMANENT, false",
    "a_code_of_tomorrow, false, PERMANENT, false",
    ", true, PERMANENT, false",
  })
  void distinguishesARefusalFromAnIncompleteAnswer(
      String code, boolean begun, Trouble kind, boolean withoutEffect) throws Exception {
    JsonNode answer = new ObjectMapper().readTree(code == null ? "{\"error\":{}}" : error(code));

    RivyaTrouble trouble =
        catchThrowableOfType(RivyaTrouble.class, () -> judge.judgeStreamed("main", answer, begun));

    assertThat(trouble.cause().trouble()).isEqualTo(kind);
    assertThat(trouble.cause().code()).isEqualTo(code == null ? "stream_error" : code);
    assertThat(trouble.withoutEffect()).isEqualTo(withoutEffect);
    if (kind == Trouble.PERMANENT && !withoutEffect) {
      assertThat(trouble.getMessage())
          .contains("aborted the stream with an error", "does not report the cost");
    }
  }

  @Test
  void readsHowLongRivyaAsksToWait() {
    assertThat(trouble(503, "", "30").retryAfter()).isEqualTo(Duration.ofSeconds(30));
    assertThat(trouble(503, "", null).retryAfter()).isNull();
  }

  @Test
  void hidesAKeyAndCutsWhatIsTooLong() {
    RivyaTrouble trouble =
        trouble(
            400,
            "{\"error\":{\"code\":\"%s\",\"message\":\"Key rvya_sk_Ab-1_2 is\\u0000 bad\"}}"
                .formatted("x".repeat(300)),
            null);
    assertThat(trouble.getMessage()).contains("Key rvya_sk_… is").doesNotContain("Ab-1_2", "\0");
    assertThat(trouble.cause().code()).hasSize(100);
  }
}
