package dev.rivyaroutes.console;

import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.search.CountJobs;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages that a job that they may show has changed, and those for all flows also of
 * orders, messages and flows, as Server-Sent Events. The ledger is asked once a second for all of
 * them, and not at all while no page listens.
 */
@Controller
class Changes implements SmartLifecycle {
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int MOST = 100;

  private final CountJobs jobs;
  private final Set<Page> pages = ConcurrentHashMap.newKeySet();

  /** What pages were told of last; null while no page listens. */
  private CountJobs.Newest last;

  private volatile boolean running;

  Changes(CountJobs jobs) {
    this.jobs = jobs;
  }

  private record Page(SseEmitter stream, Visibility sees) {}

  /** A stream that ends after some minutes; the page then asks for another one. */
  @GetMapping(path = "/console/changes", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter listen(Principal principal) {
    if (!running || pages.size() >= MOST) {
      throw Problem.of(503, "busy", "Too many pages are open, or the program is stopping.")
          .withHeader("Retry-After", "60");
    }
    SseEmitter stream = new SseEmitter(LONGEST.toMillis());
    Page page = new Page(stream, Caller.of(principal).sees());
    stream.onCompletion(() -> pages.remove(page));
    stream.onTimeout(stream::complete);
    pages.add(page);
    send(page, "open");
    return stream;
  }

  @Scheduled(fixedDelay = 1_000)
  void tell() {
    if (pages.isEmpty()) {
      last = null;
      return;
    }
    try {
      CountJobs.Newest newest = jobs.newest();
      if (!newest.equals(last)) {
        Predicate<Visibility> concerns = changedSince(last, newest);
        last = newest;
        pages.stream()
            .filter(page -> concerns.test(page.sees()))
            .forEach(page -> send(page, "changed"));
      }
    } catch (DataAccessException e) {
      // The pages say themselves that the ledger is away.
    }
  }

  /** The first pages are told in any case, because they may have been made before the change. */
  private Predicate<Visibility> changedSince(CountJobs.Newest before, CountJobs.Newest now) {
    if (before == null || pages.stream().allMatch(page -> page.sees().isAll())) {
      return sees -> true;
    }
    List<CountJobs.Changed> changed =
        before.event() == now.event() ? List.of() : jobs.changedAfter(before.event());
    return sees -> sees.isAll() || changed.stream().anyMatch(job -> job.isVisible(sees));
  }

  /** A page that is gone is forgotten. */
  private void send(Page page, String name) {
    try {
      page.stream().send(SseEmitter.event().name(name).data(""));
    } catch (IOException | IllegalStateException e) {
      pages.remove(page);
      page.stream().completeWithError(e);
    }
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    pages.forEach(page -> page.stream().complete());
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
