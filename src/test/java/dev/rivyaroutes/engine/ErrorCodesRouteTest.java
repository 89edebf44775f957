package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.chat.LiveAnswers;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.testing.RecordingHttpServer.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Every error code of Rivya's "Errors and limits" page at each call of a job: what the job's state
 * becomes, what people read, and whether the account is paused.
 */
class ErrorCodesRouteTest extends EngineRouteTestBase {

  private static final AtomicInteger PHOTOS = new AtomicInteger(5_000);

  @Autowired private WorkSignal signal;
  @Autowired private LiveAnswers live;
  private LiveAnswers.Listener listener;

  /** A call on a job's way; each is made by the account watched, through the gate. */
  private enum Step {
    CREATE("POST", "/api/v1/generations"),
    STATUS("GET", "/api/v1/generations/"),
    FILES("POST", "/api/v1/files"),
    CHAT("POST", "/api/v1/chat/completions"),
    STREAM("POST", "/api/v1/chat/completions/stream");

    private final String method;
    private final String path;

    Step(String method, String path) {
      this.method = method;
      this.path = path;
    }

    private boolean is(Call call) {
      return call.method().equals(method)
          && (this == STATUS ? call.path().startsWith(path) : call.path().equals(path));
    }

    /** Whether it is the call that is paid for. */
    private boolean isPaid() {
      return this == CREATE || this == CHAT || this == STREAM;
    }
  }

  /** An error answer; without a code it is a page of a proxy. */
  private record Error(int status, String code, Trouble trouble) {
    private String body() {
      return code == null
          ? "<html><body>" + status + "</body></html>"
          : """
            {"error": {"code": "%s", "message": "Why & <b>how</b> 50%%.", "requestId": "req_7",
             "hint": {"new": [1]}}, "also_new": null}
            """
              .formatted(code);
    }

    /** A stream that may have been paid for is left to a person at once. */
    private Trouble at(Step step) {
      boolean doubtful =
          step == Step.STREAM && status >= 500 && !"public_api_disabled".equals(code);
      return doubtful ? Trouble.UNKNOWN : trouble;
    }

    /** What people read of it. */
    private String[] words(Step step) {
      return switch (at(step)) {
        case AUTH -> new String[] {"Account watched", "rivya.accounts.watched.api-key"};
        case CREDIT -> new String[] {"too few credits", "Add credits at Rivya"};
        case UNKNOWN -> new String[] {"at Rivya", "then replay or cancel the job"};
        case TRANSIENT -> new String[] {"HTTP " + status, "It is retried"};
        default -> new String[] {"Rivya refused the call (HTTP " + status};
      };
    }
  }

  private static final List<Error> ERRORS =
      List.of(
          new Error(503, "public_api_disabled", Trouble.TRANSIENT),
          new Error(401, "api_key_missing", Trouble.AUTH),
          new Error(401, "api_key_invalid", Trouble.AUTH),
          new Error(401, "api_key_revoked", Trouble.AUTH),
          new Error(401, "api_key_expired", Trouble.AUTH),
          new Error(403, "api_scope_denied", Trouble.AUTH),
          new Error(429, "rate_limited", Trouble.TRANSIENT),
          new Error(400, "validation_failed", Trouble.PERMANENT),
          new Error(404, "not_found", Trouble.PERMANENT),
          new Error(400, "webhook_url_rejected", Trouble.PERMANENT),
          new Error(400, "chat_model_not_supported", Trouble.PERMANENT),
          new Error(409, "chat_session_conflict", Trouble.UNKNOWN),
          new Error(400, "chat_attachment_not_supported", Trouble.PERMANENT),
          new Error(409, "idempotency_conflict", Trouble.UNKNOWN),
          new Error(402, "insufficient_credits", Trouble.CREDIT),
          new Error(400, "a_code_of_tomorrow", Trouble.PERMANENT),
          new Error(503, "a_code_of_tomorrow", Trouble.TRANSIENT),
          new Error(502, null, Trouble.TRANSIENT),
          new Error(403, null, Trouble.AUTH),
          new Error(413, null, Trouble.PERMANENT));

  /** The end that an error has for a job. */
  private enum End {
    TRIED_AGAIN,
    PAUSED,
    FAILED,
    PARKED
  }

  private static End end(Step step, Trouble trouble) {
    return switch (trouble) {
      case AUTH -> End.PAUSED;
      case CREDIT -> step == Step.STATUS ? End.TRIED_AGAIN : End.PAUSED;
      case UNKNOWN -> step.isPaid() ? End.PARKED : End.TRIED_AGAIN;
      case PERMANENT -> step == Step.STATUS ? End.TRIED_AGAIN : End.FAILED;
      default -> End.TRIED_AGAIN;
    };
  }

  static Stream<Arguments> errors() {
    List<Arguments> all = new ArrayList<>();
    for (Step step : Step.values()) {
      ERRORS.forEach(error -> all.add(Arguments.of(step, error)));
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("errors")
  void decidesWhatBecomesOfAJob(Step step, Error error) {
    AtomicBoolean refuses = new AtomicBoolean(true);
    GATE.answer(
        (call, exchange) ->
            step.is(call) && refuses.get() && Gate.send(exchange, error.status(), error.body()));
    String id = accept(step);
    Cause cause = causesOf(until(id, details -> !causesOf(details).isEmpty())).get(0);
    assertThat(cause.code())
        .isEqualTo(error.code() == null ? "http_" + error.status() : error.code());
    assertThat(cause.requestId()).isEqualTo(error.code() == null ? null : "req_7");
    assertThat(cause.text()).contains(error.words(step)).doesNotContain(key("watched"));

    End end = end(step, error.at(step));
    if (end == End.FAILED || end == End.PARKED) {
      eventually(
          () -> {
            goOnSoon();
            assertThat(job(id)).matches(isState(end.name().toLowerCase(Locale.ROOT)));
          });
      assertThat(job(id).job().cause().trouble()).isEqualTo(error.at(step));
      assertThat(accountRows.pause("watched")).isEmpty();
      refuses.set(false);
      return;
    }
    if (end == End.PAUSED) {
      assertThat(until(id, isState("parked")).job().cause().trouble()).isEqualTo(error.trouble());
      eventually(
          () ->
              assertThat(accountRows.pause("watched").orElseThrow().cause().code())
                  .isEqualTo(cause.code()));
    } else {
      assertThat(accountRows.pause("watched")).isEmpty();
    }
    refuses.set(false);
    eventually(
        () -> {
          goOnSoon();
          assertThat(job(id)).matches(isState("done"));
        });
    assertThat(accountRows.pause("watched")).isEmpty();
  }

  /** Time goes by, and the loops look at once. */
  private void goOnSoon() {
    CLOCK.forward(Duration.ofMillis(300));
    for (Stage stage : Stage.values()) {
      signal.signal(WorkSignal.queue(stage, "watched"), CLOCK.instant());
    }
  }

  private String accept(Step step) {
    return switch (step) {
      case CHAT -> accept("watched-talk", "Hello");
      case STREAM -> accept("watched-talk", listen(), "Hello");
      case FILES -> accept("watched", inline("Restyle", TestImages.png(PHOTOS.incrementAndGet())));
      default -> accept("watched", "A house");
    };
  }

  /** A caller listens to the answer, so that it is asked for as a stream. */
  private String listen() {
    String sourceId = "streamed-" + UUID.randomUUID();
    BriefId brief = new BriefId("direct", "watched-talk", sourceId, 0, "");
    listener = live.listen("watched-talk", brief.key());
    return sourceId;
  }

  @AfterEach
  void hangUp() {
    if (listener != null) {
      listener.close();
    }
  }

  private static List<Cause> causesOf(JobDetails details) {
    return details.timeline().stream()
        .map(JobDetails.Event::cause)
        .filter(cause -> cause != null)
        .toList();
  }

  private static Predicate<JobDetails> isState(String state) {
    return details -> details.job().state().equals(state);
  }
}
