package dev.rivyaroutes.brief.poll;

import dev.rivyaroutes.brief.flow.SourceSwitch;
import dev.rivyaroutes.ledger.source.SourceRoute;
import dev.rivyaroutes.ledger.source.Sources;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.springframework.stereotype.Component;

/** The sources that poll in this process, by their routes. */
@Component
public class PollReports {

  private final Sources sources;
  private final CamelContext camel;
  private final Clock clock;
  private final Map<String, PollReport> byRoute = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> passedOver = new ConcurrentHashMap<>();
  private volatile Consumer<PollReport> onNew = report -> {};

  public PollReports(Sources sources, CamelContext camel, Clock clock) {
    this.sources = sources;
    this.camel = camel;
    this.clock = clock;
  }

  /**
   * The report of a source; its route is found at its first poll.
   *
   * @param kind the kind of source, such as folder, s3 or mail
   * @param address what it reads, without secrets
   * @param delay the time between two polls
   */
  public PollReport of(String kind, String address, Duration delay) {
    return new PollReport(this, sources, camel, clock, new SourceRoute("", kind, address, delay));
  }

  /** The claim of a source that one replica at a time may poll. */
  public PollClaim claimOf(PollReport report) {
    return new PollClaim(report, sources, false);
  }

  /** The claim of a source that every replica polls at the same time. */
  public PollClaim sharedClaimOf(PollReport report) {
    return new PollClaim(report, sources, true);
  }

  SourceSwitch flow() {
    return new SourceSwitch(camel);
  }

  void add(PollReport report) {
    byRoute.put(report.source().route(), report);
    onNew.accept(report);
  }

  /** How many messages the source of a route has passed over since the start. */
  LongAdder passedOver(String route) {
    return passedOver.computeIfAbsent(route, first -> new LongAdder());
  }

  /** Calls the listener for all sources of now and later. */
  void listen(Consumer<PollReport> listener) {
    onNew = listener;
    byRoute.values().forEach(listener);
  }

  /** Those whose routes still exist. */
  List<PollReport> all() {
    return byRoute.values().stream()
        .filter(report -> camel.getRoute(report.sourceRoute()) != null)
        .toList();
  }
}
