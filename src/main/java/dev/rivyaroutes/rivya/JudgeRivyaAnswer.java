package dev.rivyaroutes.rivya;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivyaroutes.ledger.Cause;
import dev.rivyaroutes.ledger.Trouble;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells an answer of Rivya from an error, and the classes of errors apart: by {@code error.code}
 * where it is known, else by HTTP status (408, 425, 429 and 5xx pass by themselves, other 4xx do
 * not). Source: the "Errors and limits" page of the Rivya documentation.
 */
final class JudgeRivyaAnswer {

  private static final String CONFLICT = "idempotency_conflict";
  private static final Pattern KEY = Pattern.compile("rvya_sk_[A-Za-z0-9_-]*");
  private static final Set<String> CREDIT = Set.of("insufficient_credits");
  private static final Map<String, String> AUTH =
      Map.of(
          "api_key_missing",
              "no API key was sent; set rivya.accounts.%1$s.api-key, or mend the file of"
                  + " rivya.accounts.%1$s.api-key-file",
          "api_key_invalid", "Rivya does not know the API key; check rivya.accounts.%s.api-key",
          "api_key_revoked", "the API key was revoked; set a new one in rivya.accounts.%s.api-key",
          "api_key_expired", "the API key has expired; set a new one in rivya.accounts.%s.api-key",
          "api_scope_denied",
              "the API key lacks the scope for this call; set one with all scopes in"
                  + " rivya.accounts.%s.api-key");

  private final ObjectMapper json;
  private final AskedWait wait;

  JudgeRivyaAnswer(ObjectMapper json, Clock clock) {
    this.json = json;
    this.wait = new AskedWait(clock);
  }

  /** The JSON of a good answer; an answer that is no JSON is trouble, whatever its status. */
  JsonNode judge(String account, int status, byte[] body, Map<String, Object> headers)
      throws RivyaTrouble {
    JsonNode answer = read(body);
    if (status >= 200 && status < 300 && answer != null && answer.isObject()) {
      return answer;
    }
    JsonNode error = answer == null ? null : answer.path("error");
    String code = error == null ? null : text(error, "code");
    String message = error == null ? null : text(error, "message");
    String requestId = error == null ? null : text(error, "requestId");
    Trouble trouble = trouble(status, code);
    String text = words(account, status, trouble, code, message);
    Cause cause = new Cause(trouble, code == null ? "http_" + status : code, text, requestId);
    throw new RivyaTrouble(cause, status, wait.of(status, headers));
  }

  /** The answer that was streamed; an error object in its place ends the turn. */
  JsonNode judgeStreamed(JsonNode answer) throws RivyaTrouble {
    JsonNode error = answer.path("error");
    if (!error.isObject()) {
      return answer;
    }
    String code = text(error, "code");
    String said = text(error, "message");
    String words = "Rivya broke the answer off." + (said == null ? "" : " Rivya says: " + said);
    throw new RivyaTrouble(
        new Cause(
            Trouble.PERMANENT,
            code == null ? "stream_error" : code,
            words,
            text(error, "requestId")),
        200,
        null);
  }

  private JsonNode read(byte[] body) {
    try {
      return json.readTree(body);
    } catch (IOException e) {
      return null; // An HTML page or a broken answer: judged by its status.
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

  private static String words(
      String account, int status, Trouble trouble, String code, String message) {
    String said = message == null ? "" : " Rivya says: " + message;
    return switch (trouble) {
      case AUTH ->
          "Account "
              + account
              + ": "
              + AUTH.getOrDefault(
                      code == null ? "" : code,
                      "Rivya refused the API key (HTTP "
                          + status
                          + "); check rivya.accounts.%s.api-key")
                  .formatted(account)
              + ". Its jobs wait and go on by themselves.";
      case CREDIT ->
          "Account "
              + account
              + " has too few credits. Add credits at Rivya; its jobs wait and go on by themselves."
              + said;
      case UNKNOWN ->
          (CONFLICT.equals(code)
                  ? "Rivya knows this job's idempotency key with another request ("
                      + CONFLICT
                      + ")."
                  : "Rivya answered with a conflict (HTTP " + status + ").")
              + " Look at Rivya whether it was made, then replay or cancel the job."
              + said;
      case TRANSIENT ->
          "Rivya did not take the call now (HTTP " + status + "); it is tried again." + said;
      default ->
          "Rivya refused the call (HTTP "
              + status
              + (code == null ? ")." : ", " + code + ").")
              + said;
    };
  }

  /** A text of the answer, without a key that it may repeat. */
  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isTextual() ? KEY.matcher(value.textValue()).replaceAll("rvya_sk_…") : null;
  }
}
