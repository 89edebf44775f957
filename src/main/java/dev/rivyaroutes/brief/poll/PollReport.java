package dev.rivyaroutes.brief.poll;

import dev.rivyaroutes.brief.flow.FlowsOfSource;
import dev.rivyaroutes.ledger.source.Backlog;
import dev.rivyaroutes.ledger.source.SourceClaim;
import dev.rivyaroutes.ledger.source.SourceRoute;
import dev.rivyaroutes.ledger.source.Sources;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one source reports of its polls. Logs the cause of a failure once, and once more when it is
 * over. Writes to the ledger at most once a poll, and less often while nothing changes.
 */
public final class PollReport {
  private static final Logger LOG = LoggerFactory.getLogger(PollReport.class);
  private static final Duration UNCHANGED = Duration.ofSeconds(30);

  /** The health needs to know that a second poll failed. */
  private static final int COUNTED_FAILURES = 2;

  private final PollReports reports;
  private final Sources sources;
  private final Clock clock;
  private final CamelContext camel;
  private final String kind;
  private final String address;
  private final Duration delay;
  private String sourceRoute;
  private SourceRoute source;
  private boolean registered;
  private Instant writtenAt;
  private Backlog written;

  /** Read by the health, which must not wait for a write. */
  private volatile PollState state;

  PollReport(
      PollReports reports,
      Sources sources,
      CamelContext camel,
      Clock clock,
      SourceRoute description) {
    this.reports = reports;
    this.sources = sources;
    this.camel = camel;
    this.clock = clock;
    this.kind = description.kind();
    this.address = description.address();
    this.delay = description.delay();
    this.state = PollState.startedAt(clock.instant());
  }

  /**
   * Finds the route that reads from the source. Called before each poll.
   *
   * @param kameletRoute the id of the route that Camel created from the source Kamelet
   */
  public synchronized void begin(String kameletRoute) {
    if (source == null) {
      sourceRoute = kameletRoute;
      String route =
          FlowsOfSource.readers(camel, kameletRoute)
              .findFirst()
              .map(reader -> reader.getRouteId())
              .orElse(kameletRoute);
      source = new SourceRoute(route, kind, address, delay);
      reports.add(this);
    }
  }

  /** The source took a brief: a long poll is not a stalled one. */
  public synchronized void recordActivity() {
    state = state.active(clock.instant());
  }

  /** The source passed over a message that is nobody's brief, such as an automatic reply. */
  public void recordPassedOver() {
    reports.passedOver(route()).increment();
  }

  /** Another replica polls the source. */
  synchronized void recordStandBy() {
    state = state.standingBy(clock.instant());
  }

  /**
   * A poll ended without a failure.
   *
   * @param claim null for a source that every replica polls
   * @return false if another process has claimed the source
   */
  public synchronized boolean recordPolled(SourceClaim claim, Backlog backlog) {
    Instant now = clock.instant();
    boolean failed = state.cause() != null;
    if (failed) {
      LOG.info("{} is polled again.", this);
    }
    boolean changed = failed || !backlog.equals(written);
    state = state.polled(now, backlog);
    return !(changed || isOld(now))
        || write(
            now,
            backlog,
            () -> claim == null ? recordPolled(backlog) : sources.recordPolled(claim, backlog));
  }

  private boolean recordPolled(Backlog backlog) {
    sources.recordPolled(source, backlog);
    return true;
  }

  /**
   * A poll failed, and the source backs off.
   *
   * @param claim null for a source that every replica polls
   * @param reason what failed, why, and what to do
   */
  public synchronized void recordFailed(SourceClaim claim, String reason) {
    Instant now = clock.instant();
    boolean changed = !reason.equals(state.cause());
    if (changed) {
      LOG.warn("{} could not be polled and is retried: {}", this, reason);
    }
    state = state.failed(now, reason);
    if (changed || state.failures() <= COUNTED_FAILURES || isOld(now)) {
      write(
          now,
          null,
          () -> {
            if (claim == null) {
              sources.recordFailed(source, reason);
            } else {
              sources.recordFailed(claim, reason);
            }
            return true;
          });
    }
  }

  private boolean isOld(Instant now) {
    return writtenAt == null || !now.isBefore(writtenAt.plus(UNCHANGED));
  }

  private interface Report {
    boolean write();
  }

  /** A report that cannot be written is not worth a failed poll; the next one follows. */
  private boolean write(Instant now, Backlog backlog, Report report) {
    try {
      register();
      writtenAt = now;
      boolean fenced = report.write();
      written = backlog;
      return fenced;
    } catch (RuntimeException e) {
      LOG.debug("The report of {} could not be written", this, e);
      return true;
    }
  }

  /** Adds the source to the ledger, once. */
  void register() {
    if (!registered) {
      sources.register(source);
      registered = true;
    }
  }

  SourceRoute source() {
    return source;
  }

  /** The id of the route that reads from the source. */
  public String route() {
    return source.route();
  }

  String sourceRoute() {
    return sourceRoute;
  }

  PollState state() {
    return state;
  }

  @Override
  public String toString() {
    return "Source %s (%s %s)".formatted(source == null ? "?" : source.route(), kind, address);
  }
}
