package dev.rivyaroutes.http.chat;

import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.http.call.AsyncResponse;
import dev.rivyaroutes.http.call.HttpAnswer;
import dev.rivyaroutes.ledger.search.JobDetails;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Sends the whole answer of a chat turn, or after the wait the address of its job. */
final class WholeAnswer implements ChatCaller {

  private final String job;
  private final TurnView documents;
  private final AsyncResponse call;
  private final Instant end;
  private final Clock clock;

  WholeAnswer(
      String job,
      TurnView documents,
      Duration wait,
      Clock clock,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    this.job = job;
    this.documents = documents;
    this.clock = clock;
    this.end = clock.instant().plus(wait);
    this.call = AsyncResponse.of(request, response, () -> {});
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
    return clock.instant().isAfter(end);
  }

  @Override
  public void keepWaiting() {
    // A status can be sent only once, with the answer.
  }

  @Override
  public void pending(JobDetails turn) {
    answer(202, turn);
  }

  @Override
  public void ended(JobDetails turn) {
    Problem problem = documents.problem(turn);
    if (problem == null) {
      answer(200, turn);
    } else {
      failed(problem);
    }
  }

  @Override
  public void failed(Problem problem) {
    call.end(HttpAnswer.of(problem));
  }

  private void answer(int status, JobDetails turn) {
    call.end(HttpAnswer.json(status, documents.document(turn), documents.url(job)));
  }
}
