package dev.rivyaroutes.http;

import dev.rivyaroutes.chat.LiveAnswers;
import dev.rivyaroutes.ledger.FindJobs;
import dev.rivyaroutes.ledger.JobDetails;
import dev.rivyaroutes.ledger.JobSummary;
import dev.rivyaroutes.ledger.Trouble;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Waits for the answer of a chat job, and tells it whole or piece by piece. */
@Component
class AwaitAnswer {

  private static final long LOOK_MILLIS = 100;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final FindJobs jobs;
  private final Links links;
  private final Duration wait;

  AwaitAnswer(FindJobs jobs, Links links, ChatProperties properties) {
    this.jobs = jobs;
    this.links = links;
    this.wait = properties.answerWithin();
  }

  /** The answer; or after the wait where it will be. */
  HttpAnswer whole(String id) throws ProblemException, IOException {
    long end = System.nanoTime() + wait.toNanos();
    while (true) {
      if (hasEnded(id)) {
        return ended(jobs.byId(id).orElseThrow(AwaitAnswer::forgotten));
      }
      if (System.nanoTime() > end) {
        JobDetails pending = jobs.byId(id).orElseThrow(AwaitAnswer::forgotten);
        return HttpAnswer.json(202, document(pending), links.job(id));
      }
      rest();
    }
  }

  private boolean hasEnded(String id) throws ProblemException {
    String status = jobs.statusOf(id).orElseThrow(AwaitAnswer::forgotten);
    return !status.equals("queued") && !status.equals("processing");
  }

  /** Only a message that comes again after months finds its job deleted. */
  private static ProblemException forgotten() {
    return new ProblemException(
        410,
        "job-gone",
        "This message was answered, and its job is deleted by now; see rivya.ledger.keep. Send it"
            + " under a new Idempotency-Key.");
  }

  private HttpAnswer ended(JobDetails job) throws ProblemException {
    if (job.job().status().equals("failed")) {
      throw new ProblemException(problem(job.job()));
    }
    return HttpAnswer.json(200, document(job), links.job(job.job().id()));
  }

  private Problem problem(JobSummary job) {
    boolean brief = job.cause() != null && job.cause().trouble() == Trouble.BRIEF;
    String why = job.cause() == null ? "The job was ended." : job.cause().text();
    return Problem.of(brief ? 422 : 502, brief ? "brief-refused" : "not-answered", why)
        .with("id", job.id())
        .with("flow", job.flow())
        .with("url", links.job(job.id()));
  }

  private Map<String, Object> document(JobDetails details) {
    JobSummary job = details.job();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", job.id());
    document.put("flow", job.flow());
    document.put("status", job.status());
    if (details.answer() != null) {
      document.putAll(Json.object(details.answer()));
    }
    document.put("cause", job.cause() == null ? null : job.cause().text());
    document.put("reserved_credits", job.reservedCredits());
    document.put("final_credits", job.finalCredits());
    document.put("url", links.job(job.id()));
    return document;
  }

  /**
   * Events while the answer comes: {@code delta} with {@code text}, then {@code answer} with the
   * whole, or {@code problem}; {@code pending} after the wait.
   */
  Answer stream(String id, LiveAnswers.Listener listener) {
    return response -> {
      try (listener) {
        response.setStatus(200);
        response.setContentType("text/event-stream");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        response.setHeader("Location", links.job(id));
        pass(id, listener, response.getOutputStream());
      } catch (ProblemException e) {
        event(response.getOutputStream(), "problem", members(e.problem()));
      }
    };
  }

  private void pass(String id, LiveAnswers.Listener listener, OutputStream out)
      throws ProblemException, IOException {
    long end = System.nanoTime() + wait.toNanos();
    long heard = System.nanoTime();
    comment(out);
    while (true) {
      // Looked at before the pieces: what came before the end is heard before it.
      boolean ended = hasEnded(id);
      String piece = next(listener);
      for (; piece != null; piece = ended ? listener.poll() : null) {
        event(out, "delta", Map.of("text", piece));
        heard = System.nanoTime();
        end = heard + wait.toNanos();
      }
      if (ended || System.nanoTime() > end) {
        last(out, jobs.byId(id).orElseThrow(AwaitAnswer::forgotten), ended);
        return;
      }
      if (System.nanoTime() - heard > HEARTBEAT.toNanos()) {
        comment(out);
        heard = System.nanoTime();
      }
    }
  }

  private void last(OutputStream out, JobDetails job, boolean ended) throws IOException {
    if (!ended) {
      event(out, "pending", document(job));
    } else if (job.job().status().equals("failed")) {
      event(out, "problem", members(problem(job.job())));
    } else {
      event(out, "answer", document(job));
    }
  }

  private static Map<String, Object> members(Problem problem) {
    return Json.object(new String(problem.bytes(), StandardCharsets.UTF_8));
  }

  private static void event(OutputStream out, String name, Map<String, Object> data)
      throws IOException {
    write(
        out, "event: " + name + "\ndata: " + new String(Json.bytes(data), StandardCharsets.UTF_8));
  }

  private static void comment(OutputStream out) throws IOException {
    write(out, ": waiting");
  }

  private static void write(OutputStream out, String event) throws IOException {
    out.write((event + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static String next(LiveAnswers.Listener listener) throws IOException {
    try {
      return listener.next(LOOK_MILLIS);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static void rest() throws IOException {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static IOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("the program is shutting down");
  }
}
