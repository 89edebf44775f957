package dev.rivyaroutes.console;

import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.ledger.search.CountJobs;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages that a job has changed, as Server-Sent Events. The ledger is asked once a second
 * for all of them, and not at all while no page listens.
 */
@Controller
class Changes implements SmartLifecycle {
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int MOST = 100;

  private final CountJobs jobs;
  private final Set<SseEmitter> pages = ConcurrentHashMap.newKeySet();
  private Optional<Long> last = Optional.empty();
  private volatile boolean running;

  Changes(CountJobs jobs) {
    this.jobs = jobs;
  }

  /** A stream that ends after some minutes; the page then asks for another one. */
  @GetMapping(path = "/console/changes", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter listen() {
    if (!running || pages.size() >= MOST) {
      throw Problem.of(503, "busy", "Too many pages are open, or the program is stopping.")
          .withHeader("Retry-After", "60");
    }
    SseEmitter page = new SseEmitter(LONGEST.toMillis());
    page.onCompletion(() -> pages.remove(page));
    page.onTimeout(page::complete);
    pages.add(page);
    send(page, "open");
    return page;
  }

  @Scheduled(fixedDelay = 1_000)
  void tell() {
    if (pages.isEmpty()) {
      return;
    }
    Optional<Long> newest;
    try {
      newest = jobs.newestEvent();
    } catch (DataAccessException e) {
      return; // The pages say themselves that the ledger is away.
    }
    if (!newest.equals(last)) {
      last = newest;
      pages.forEach(page -> send(page, "changed"));
    }
  }

  /** A page that is gone is forgotten. */
  private void send(SseEmitter page, String name) {
    try {
      page.send(SseEmitter.event().name(name).data(""));
    } catch (IOException | IllegalStateException e) {
      pages.remove(page);
      page.completeWithError(e);
    }
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    pages.forEach(SseEmitter::complete);
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
