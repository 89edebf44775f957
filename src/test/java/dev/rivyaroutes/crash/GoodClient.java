package dev.rivyaroutes.crash;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * A caller as callers should be: it sends a brief under its own key again and again until an answer
 * names the job, whatever happens to the program meanwhile. It remembers all answers.
 */
final class GoodClient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final JsonMapper json = JsonMapper.builder().build();
  private final ExecutorService senders = Executors.newCachedThreadPool();
  private final Map<CrashBrief, List<Answer>> answers = new ConcurrentHashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder unanswered = new LongAdder();
  private final LongAdder notNow = new LongAdder();
  private final URI flows;
  private final String token;

  /** The address that the names of flows follow. */
  GoodClient(URI flows, String token) {
    this.flows = flows;
    this.token = token;
  }

  /** An answer that ends the repeats: 202 and 200 name a job, anything else is a refusal. */
  public record Answer(int status, String job, String refusal) {}

  /** Begins to send; returns at once. */
  void send(CrashBrief brief) {
    waiting.incrementAndGet();
    senders.execute(() -> sendUntilAnswered(brief));
  }

  /** Whether no brief waits for its answer now. */
  boolean hasAllAnswers() {
    return waiting.get() == 0;
  }

  /** What was answered, without the calls that were repeated. */
  List<Answer> answers(CrashBrief brief) {
    return answers.getOrDefault(brief, List.of());
  }

  /** How many calls were repeated, and why. */
  String repeats() {
    return unanswered + " calls without an answer, " + notNow + " answered \"not now\"";
  }

  private void sendUntilAnswered(CrashBrief brief) {
    try {
      Answer answer = sendOnce(brief);
      while (answer == null) {
        Thread.sleep(PAUSE.toMillis());
        answer = sendOnce(brief);
      }
      answers.computeIfAbsent(brief, any -> new CopyOnWriteArrayList<>()).add(answer);
      waiting.decrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The answer; null where the call has to be repeated. */
  private Answer sendOnce(CrashBrief brief) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(flows.resolve(brief.flow() + "/jobs"))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header("Idempotency-Key", brief.id())
            .header("Content-Type", brief.mediaType())
            .POST(BodyPublishers.ofString(brief.text()))
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      int status = response.statusCode();
      if (status == 429 || status >= 500) {
        notNow.increment();
        return null;
      }
      return status == 202 || status == 200
          ? new Answer(status, json.readTree(response.body()).path("id").asText(), "")
          : new Answer(status, "", response.body());
    } catch (IOException e) {
      unanswered.increment();
      return null;
    }
  }

  @Override
  public void close() {
    senders.shutdownNow();
  }
}
