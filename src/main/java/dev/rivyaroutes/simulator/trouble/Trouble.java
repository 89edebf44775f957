package dev.rivyaroutes.simulator.trouble;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.rivyaroutes.Require;
import java.time.Duration;
import java.util.Objects;

/**
 * One rule of trouble: which calls it hits, how, how often and how hard.
 *
 * @param probability share of calls that are hit, 0 to 1
 * @param count calls that are hit before the rule is used up; 0 for no end
 * @param delay wait before the answer or the close
 * @param match for trouble of tasks: only prompts that contain this text
 */
@JsonDeserialize(builder = TroubleRule.class)
public record Trouble(
    Operation operation,
    TroubleKind kind,
    double probability,
    int count,
    @JsonProperty("delay_ms") Duration delay,
    @JsonUnwrapped TroubleAnswer answer,
    String match) {

  private static final Duration LONG_SILENCE = Duration.ofMinutes(10);

  public Trouble {
    Require.that(kind != null, "kind is missing");
    operation = Objects.requireNonNullElse(operation, Operation.ANY);
    delay = Objects.requireNonNullElse(delay, usualDelay(kind));
    Require.that(probability >= 0 && probability <= 1, "probability must be 0 to 1");
    Require.that(count >= 0, "count must be 0 or more");
    Require.that(
        !kind.ofTask() || operation == Operation.CREATE,
        "this kind hits tasks; its operation must be create");
    Require.that(
        kind != TroubleKind.STREAM_ERROR || operation == Operation.CHAT_STREAM,
        "stream-error hits streams; its operation must be chat_stream");
    Require.that(
        kind != TroubleKind.EXPIRED || operation == Operation.MEDIA,
        "expired hits results; its operation must be media");
  }

  public static Trouble always(Operation operation, TroubleKind kind) {
    return sometimes(1, operation, kind);
  }

  public static Trouble sometimes(double probability, Operation operation, TroubleKind kind) {
    return new Trouble(operation, kind, probability, 0, null, TroubleAnswer.USUAL, null);
  }

  /** The next calls of the operation are hit, then no more. */
  public static Trouble next(int count, Operation operation, TroubleKind kind) {
    return new Trouble(operation, kind, 1, count, null, TroubleAnswer.USUAL, null);
  }

  Trouble withCount(int left) {
    return new Trouble(operation, kind, probability, left, delay, answer, match);
  }

  public Trouble withDelay(Duration wait) {
    return new Trouble(operation, kind, probability, count, wait, answer, match);
  }

  public Trouble withStatus(int status) {
    return withAnswer(new TroubleAnswer(status, code(), retryAfter()));
  }

  public Trouble withCode(String code) {
    return withAnswer(new TroubleAnswer(status(), code, retryAfter()));
  }

  public Trouble withRetryAfter(int seconds) {
    return withAnswer(new TroubleAnswer(status(), code(), seconds));
  }

  private Trouble withAnswer(TroubleAnswer given) {
    return new Trouble(operation, kind, probability, count, delay, given, match);
  }

  public Trouble withMatch(String text) {
    return new Trouble(operation, kind, probability, count, delay, answer, text);
  }

  public int status() {
    return answer.status();
  }

  public String code() {
    return answer.code();
  }

  public int retryAfter() {
    return answer.retryAfter();
  }

  boolean hits(Operation call) {
    return operation == Operation.ANY ? call != Operation.OTHER : operation == call;
  }

  private static Duration usualDelay(TroubleKind kind) {
    return switch (kind) {
      case SLOW -> Duration.ofSeconds(1);
      case SILENCE_BEFORE, SILENCE_AFTER -> LONG_SILENCE;
      default -> Duration.ZERO;
    };
  }
}
