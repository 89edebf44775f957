package dev.rivyaroutes.reload;

import dev.rivyaroutes.brief.flow.HeldFlows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a flow to rest, so that its routes can be swapped. At first it waits for a quiet moment,
 * which delays new calls by a second at most. If there is none, sources and sinks begin nothing
 * more until they are idle, and then new calls are held until those that are under way have ended.
 */
final class DrainFlow {

  private static final Logger LOG = LoggerFactory.getLogger(DrainFlow.class);

  /** How long new calls of a flow may have to wait for a quiet moment. */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private static final Duration AGAIN = Duration.ofSeconds(5);

  /** The attempts of a long drain are short: other flow files are loaded in between. */
  private static final Duration LOOK = Duration.ofMillis(50);

  private final String file;
  private final DrainRoutes routes;
  private final HeldFlows held;
  private final Set<String> flows;
  private final Clock clock;
  private final Instant patientUntil;
  private final Instant end;
  private Instant next = Instant.MIN;
  private boolean closed;

  DrainFlow(
      String file,
      DrainRoutes routes,
      HeldFlows held,
      Set<String> flows,
      ReloadProperties settings,
      Clock clock) {
    this.file = file;
    this.routes = routes;
    this.held = held;
    this.flows = flows;
    this.clock = clock;
    this.patientUntil = clock.instant().plus(settings.quietWithin());
    this.end = patientUntil.plus(settings.drainWithin());
  }

  /** Whether the flow is at rest now. It stays so until calls are released. */
  boolean isAtRest() throws InterruptedException {
    Instant now = clock.instant();
    return now.isBefore(patientUntil) ? isQuiet(now) : isDrained() || isOverdue(now);
  }

  private boolean isQuiet(Instant now) throws InterruptedException {
    if (now.isBefore(next)) {
      return false;
    }
    held.hold(flows);
    routes.suspend();
    long moment = System.nanoTime() + MOMENT.toNanos();
    if (held.awaitEmpty(flows, MOMENT)
        && routes.await(Duration.ofNanos(moment - System.nanoTime()))) {
      return true;
    }
    cancel();
    if (next.equals(Instant.MIN)) {
      LOG.info(
          "{} changed, but calls or deliveries of its flow are still under way. They end first.",
          file);
    }
    next = clock.instant().plus(AGAIN);
    return false;
  }

  private boolean isDrained() throws InterruptedException {
    routes.suspend();
    if (!closed && routes.awaitBegun(LOOK)) {
      close();
    }
    return closed && held.awaitEmpty(flows, LOOK) && routes.await(LOOK);
  }

  private boolean isOverdue(Instant now) {
    if (now.isBefore(end)) {
      return false;
    }
    close();
    LOG.warn(
        "{} changed, but calls or deliveries of its flow take longer than rivya.reload.drain-within allows. {} are cut off: callers get an error and may repeat their calls, and deliveries are repeated under the same id.",
        file,
        routes.underWay());
    return true;
  }

  private void close() {
    held.drain(flows);
    closed = true;
  }

  /** Calls, sources and sinks of the flow go on as before. */
  void cancel() {
    routes.resume();
    release();
  }

  /** The calls that are held go on, to the routes that are there now. */
  void release() {
    held.release(flows);
    closed = false;
  }
}
