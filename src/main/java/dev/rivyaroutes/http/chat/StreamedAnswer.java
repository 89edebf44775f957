package dev.rivyaroutes.http.chat;

import dev.rivyaroutes.Json;
import dev.rivyaroutes.chat.LiveAnswers;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.http.call.AsyncResponse;
import dev.rivyaroutes.http.call.HttpAnswer;
import dev.rivyaroutes.ledger.search.JobDetails;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Sends the answer of a chat turn as it arrives, as Server-Sent Events: {@code delta} with {@code
 * text}, then {@code answer} with the whole, or {@code problem}; {@code pending} after the wait.
 * Each piece begins the wait anew.
 */
final class StreamedAnswer implements ChatCaller {

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final byte[] COMMENT = bytes(": waiting\n\n");

  private final String job;
  private final TurnView documents;
  private final Duration wait;
  private final AsyncResponse call;
  private final Clock clock;
  private volatile Instant lastPiece;
  private volatile Instant lastSent;

  StreamedAnswer(
      String job,
      TurnView documents,
      Duration wait,
      Clock clock,
      LiveAnswers.Listener listener,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    this.job = job;
    this.documents = documents;
    this.wait = wait;
    this.clock = clock;
    this.lastPiece = clock.instant();
    this.call = AsyncResponse.of(request, response, listener::close);
    call.begin(head());
    comment();
    listener.to(this::piece);
  }

  private HttpAnswer head() {
    return new HttpAnswer(
        200,
        "text/event-stream;charset=UTF-8",
        Map.of(
            "Cache-Control", "no-store",
            "X-Accel-Buffering", "no",
            "Location", documents.url(job)),
        new byte[0]);
  }

  private void piece(String text) {
    call.send(event("delta", Map.of("text", text)));
    lastPiece = clock.instant();
    lastSent = lastPiece;
  }

  private void comment() {
    call.send(COMMENT);
    lastSent = clock.instant();
  }

  @Override
  public String job() {
    return job;
  }

  @Override
  public boolean isDisconnected() {
    return call.isOver();
  }

  @Override
  public boolean isWaitOver() {
    return clock.instant().isAfter(lastPiece.plus(wait));
  }

  /** Comments keep the connection open and detect callers that have disconnected. */
  @Override
  public void keepWaiting() {
    if (clock.instant().isAfter(lastSent.plus(HEARTBEAT))) {
      comment();
    }
  }

  @Override
  public void pending(JobDetails turn) {
    call.end(event("pending", documents.document(turn)));
  }

  @Override
  public void ended(JobDetails turn) {
    Problem problem = documents.problem(turn);
    if (problem == null) {
      call.end(event("answer", documents.document(turn)));
    } else {
      failed(problem);
    }
  }

  @Override
  public void failed(Problem problem) {
    String members = new String(problem.bytes(), StandardCharsets.UTF_8);
    call.end(event("problem", Json.object(members)));
  }

  private static byte[] event(String name, Map<String, Object> data) {
    String json = new String(Json.bytes(data), StandardCharsets.UTF_8);
    return bytes("event: " + name + "\ndata: " + json + "\n\n");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
