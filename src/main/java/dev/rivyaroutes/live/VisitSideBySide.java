package dev.rivyaroutes.live;

import dev.rivyaroutes.PlainDuration;
import dev.rivyaroutes.PlainWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Visits all targets at the same time. One that does not answer is a finding, and holds up none.
 */
final class VisitSideBySide {
  private final Duration timeout;

  VisitSideBySide(Duration timeout) {
    this.timeout = timeout;
  }

  /** What was seen at each, in their order. */
  List<Seen> visit(List<Target> targets) {
    CustomizableThreadFactory threads = new CustomizableThreadFactory("check-live-");
    threads.setDaemon(true);
    ExecutorService workers = Executors.newCachedThreadPool(threads);
    try {
      Map<Target, Future<Seen>> visits = new LinkedHashMap<>();
      targets.forEach(target -> visits.put(target, workers.submit(() -> visit(target))));
      long end = System.nanoTime() + timeout.toNanos();
      List<Seen> all = new ArrayList<>();
      visits.forEach((target, visit) -> all.add(await(target, visit, end)));
      return all;
    } finally {
      workers.shutdownNow();
    }
  }

  private static Seen visit(Target target) {
    Seen seen = new Seen(target.rule(), target.place());
    try {
      target.visit().visit(seen);
    } catch (Exception e) {
      seen.error(sentence(target.name() + " cannot be reached: " + PlainWords.of(e)), "");
    }
    return seen;
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }

  private Seen await(Target target, Future<Seen> visit, long end) {
    try {
      return visit.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      visit.cancel(true);
      return failed(
          target,
          "%s did not answer within %s.".formatted(target.name(), PlainDuration.of(timeout)),
          "Check the network and the load there; --timeout sets how long to wait.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(target, target.name() + " was not reached: the check was ended.", "");
    } catch (ExecutionException e) {
      return failed(target, "%s: %s".formatted(target.name(), PlainWords.of(e.getCause())), "");
    }
  }

  private static Seen failed(Target target, String problem, String remedy) {
    Seen seen = new Seen(target.rule(), target.place());
    seen.error(problem, remedy);
    return seen;
  }
}
