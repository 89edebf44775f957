package dev.rivyaroutes.brief.poll;

import dev.rivyaroutes.ledger.meters.Age;
import dev.rivyaroutes.ledger.quarantine.Quarantine;
import dev.rivyaroutes.ledger.source.Source;
import dev.rivyaroutes.ledger.source.Sources;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The metrics of the sources that poll in this process. The ledger is read at most every ten
 * seconds, however often the metrics are; an unavailable ledger makes them unknown.
 */
@Component
final class MeasureSources {
  private static final Logger LOG = LoggerFactory.getLogger(MeasureSources.class);
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final Sources sources;
  private final Quarantine quarantine;
  private final Clock clock;
  private final Set<String> measured = ConcurrentHashMap.newKeySet();
  private final PollReports reports;
  private Snapshot snapshot;

  private record Snapshot(Instant at, Map<String, Source> sources, Map<String, Long> quarantined) {}

  MeasureSources(
      PollReports reports,
      Sources sources,
      Quarantine quarantine,
      ObjectProvider<MeterRegistry> registry,
      Clock clock) {
    this.sources = sources;
    this.quarantine = quarantine;
    this.clock = clock;
    this.reports = reports;
    registry.ifAvailable(meters -> reports.listen(report -> measure(report.route(), meters)));
  }

  private void measure(String route, MeterRegistry meters) {
    if (!measured.add(route)) {
      return;
    }
    gauge(
            meters,
            "rivya.source.polled.age",
            route,
            now -> age(route, now, MeasureSources::polledAt))
        .baseUnit("seconds")
        .description("The time since the last poll of the source without a failure")
        .register(meters);
    gauge(
            meters,
            "rivya.source.oldest.age",
            route,
            now -> age(route, now, source -> source.backlog().oldestAt()))
        .baseUnit("seconds")
        .description("The age of the oldest that the source has not taken; 0 if there is none")
        .register(meters);
    gauge(meters, "rivya.quarantine.size", route, now -> now.quarantined().getOrDefault(route, 0L))
        .description("Quarantined messages of the route that were not taken again")
        .register(meters);
    FunctionCounter.builder("rivya.source.passed.over", reports.passedOver(route), LongAdder::sum)
        .tag("route", route)
        .description("Messages of the source that are no briefs, such as automatic replies")
        .register(meters);
  }

  private Gauge.Builder<MeasureSources> gauge(
      MeterRegistry meters, String name, String route, ToDoubleFunction<Snapshot> value) {
    return Gauge.builder(
            name,
            this,
            self -> {
              Snapshot now = self.snapshot();
              return now == null ? Double.NaN : value.applyAsDouble(now);
            })
        .strongReference(true)
        .tag("route", route);
  }

  /** A source that was never polled without a failure is as late as its first failure is old. */
  private static Instant polledAt(Source source) {
    return source.polledAt() == null ? source.failedSince() : source.polledAt();
  }

  private double age(String route, Snapshot now, Function<Source, Instant> time) {
    Source source = now.sources().get(route);
    return Age.seconds(source == null ? null : time.apply(source), clock);
  }

  private synchronized Snapshot snapshot() {
    Instant now = clock.instant();
    if (reports.flow().isLedgerUnavailable()) {
      return null;
    }
    if (snapshot == null || !now.isBefore(snapshot.at().plus(FRESH))) {
      try {
        snapshot =
            new Snapshot(
                now,
                sources.all().stream()
                    .collect(Collectors.toMap(row -> row.route().route(), Function.identity())),
                quarantine.countByRoute());
      } catch (RuntimeException e) {
        LOG.debug("The sources could not be measured", e);
        return null;
      }
    }
    return snapshot;
  }
}
