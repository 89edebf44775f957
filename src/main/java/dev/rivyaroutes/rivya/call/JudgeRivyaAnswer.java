package dev.rivyaroutes.rivya.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.outbound.RetryAfter;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Classifies the answers of Rivya: by {@code error.code} where it is known, otherwise by HTTP
 * status (408, 425, 429 and 5xx are transient, other 4xx permanent). Source: the "Errors and
 * limits" page of the Rivya documentation.
 */
final class JudgeRivyaAnswer {

  static final String OFF = "public_api_disabled";

  private static final String STREAM_ERROR = "stream_error";
  private static final String CONFLICT = "idempotency_conflict";
  private static final Pattern KEY = Pattern.compile("rvya_sk_[A-Za-z0-9_-]*");
  private static final Set<String> CREDIT = Set.of("insufficient_credits");
  private static final Map<String, String> AUTH =
      Map.of(
          "api_key_missing", "no API key was sent; set one in %s",
          "api_key_invalid", "Rivya does not know the API key; check %s",
          "api_key_revoked", "the API key was revoked; set a new one in %s",
          "api_key_expired", "the API key has expired; set a new one in %s",
          "api_scope_denied",
              "the API key lacks the scope for this call; set one with all scopes in %s");

  /** The HTTP statuses of the codes that a stream may report instead of an answer. */
  private static final Map<String, Integer> STATUS =
      Map.ofEntries(
          Map.entry(OFF, 503),
          Map.entry("api_key_missing", 401),
          Map.entry("api_key_invalid", 401),
          Map.entry("api_key_revoked", 401),
          Map.entry("api_key_expired", 401),
          Map.entry("api_scope_denied", 403),
          Map.entry("insufficient_credits", 402),
          Map.entry("rate_limited", 429),
          Map.entry("validation_failed", 400),
          Map.entry("not_found", 404),
          Map.entry("chat_model_not_supported", 400),
          Map.entry("chat_session_conflict", 409),
          Map.entry("chat_attachment_not_supported", 400),
          Map.entry(CONFLICT, 409));

  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final UnaryOperator<String> keyPlace;
  private final RetryAfter wait;

  /**
   * @param keyPlace the configuration key of an account's API key
   */
  JudgeRivyaAnswer(UnaryOperator<String> keyPlace, Clock clock) {
    this.keyPlace = keyPlace;
    this.wait = new RetryAfter(clock, LONGEST_WAIT);
  }

  /** Whether it is a code that the documentation of Rivya names, or one of this program. */
  static boolean isKnown(String code) {
    return STATUS.containsKey(code) || STREAM_ERROR.equals(code);
  }

  /** The JSON of a successful answer; an answer without JSON is an error, whatever its status. */
  JsonNode judge(String account, int status, byte[] body, Map<String, Object> headers)
      throws RivyaTrouble {
    JsonNode answer = read(body);
    if (status >= 200 && status < 300 && answer != null && answer.isObject()) {
      return answer;
    }
    JsonNode error = answer == null ? MissingNode.getInstance() : answer.path("error");
    throw refusal(account, status, error, wait.of(status, headers));
  }

  /**
   * The streamed answer; an error object in its place ends the turn. Before any text, a documented
   * error code is judged like the same refusal. Any other error leaves the cost unknown.
   *
   * @param begun whether a part of the answer arrived before
   */
  JsonNode judgeStreamed(String account, JsonNode answer, boolean begun) throws RivyaTrouble {
    JsonNode error = answer.path("error");
    if (!error.isObject()) {
      return answer;
    }
    String code = text(error, "code");
    Integer status = code == null || begun ? null : STATUS.get(code);
    if (status != null) {
      throw refusal(account, status, error, null);
    }
    String said = text(error, "message");
    String message =
        "Rivya aborted the stream with an error"
            + (code == null ? "" : " (" + code + ")")
            + ". It does not report the cost, so the estimated credits of the turn count as spent."
            + (said == null ? "" : " Rivya says: " + said);
    String known = code == null ? STREAM_ERROR : code;
    throw new RivyaTrouble(
        new Cause(Trouble.PERMANENT, known, message, text(error, "requestId")), 200, null);
  }

  private RivyaTrouble refusal(String account, int status, JsonNode error, Duration retryAfter) {
    String code = text(error, "code");
    Trouble trouble = trouble(status, code);
    String text = message(account, status, trouble, code, text(error, "message"));
    String known = code == null ? "http_" + status : code;
    return new RivyaTrouble(
        new Cause(trouble, known, text, text(error, "requestId")), status, retryAfter);
  }

  private JsonNode read(byte[] body) {
    try {
      return Json.PLAIN.readTree(body);
    } catch (IOException e) {
      return null; // An HTML page or an incomplete answer is judged by its status.
    }
  }

  private static Trouble trouble(int status, String code) {
    if (code != null && CREDIT.contains(code)) {
      return Trouble.CREDIT;
    }
    if (code != null && AUTH.containsKey(code) || status == 401 || status == 403) {
      return Trouble.AUTH;
    }
    if (status == 409 || CONFLICT.equals(code)) {
      return Trouble.UNKNOWN;
    }
    boolean passes =
        status < 400 || status == 408 || status == 425 || status == 429 || status >= 500;
    return passes ? Trouble.TRANSIENT : Trouble.PERMANENT;
  }

  private String message(String account, int status, Trouble trouble, String code, String message) {
    String said = message == null ? "" : " Rivya says: " + message;
    return switch (trouble) {
      case AUTH ->
          "Account "
              + account
              + ": "
              + AUTH.getOrDefault(
                      code == null ? "" : code,
                      "Rivya refused the API key (HTTP " + status + "); check %s")
                  .formatted(keyPlace.apply(account))
              + ". Its jobs are parked and continue automatically.";
      case CREDIT ->
          "Account %s has too few credits. Add credits at Rivya. Its jobs are parked and continue automatically.%s"
              .formatted(account, said);
      case UNKNOWN ->
          (CONFLICT.equals(code)
                  ? "Rivya has another request under this job's idempotency key (" + CONFLICT + ")."
                  : "Rivya answered with a conflict (HTTP " + status + ").")
              + " Check at Rivya whether the call took effect, then replay or cancel the job."
              + said;
      case TRANSIENT ->
          "Rivya could not process the call (HTTP " + status + "). It is retried." + said;
      default ->
          "Rivya refused the call (HTTP %s%s).%s"
              .formatted(status, code == null ? "" : ", " + code, said);
    };
  }

  /** A text of the answer, without an API key that it may repeat. */
  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isTextual() ? KEY.matcher(value.textValue()).replaceAll("rvya_sk_…") : null;
  }
}
