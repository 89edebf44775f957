package dev.rivyaroutes.brief.poll;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.brief.flow.SourceSwitch;
import dev.rivyaroutes.ledger.source.Source;
import dev.rivyaroutes.ledger.source.Sources;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * The health of the sources: down when two polls in a row failed, or none ended in time. It is not
 * part of liveness and readiness, because neither a restart nor fewer replicas would help.
 */
@Component("sourcesHealthContributor")
final class SourcesHealth implements HealthIndicator {
  private static final int FAILURES = 2;
  private static final int DELAYS = 3;
  private static final Duration LEAST = Duration.ofMinutes(1);

  private final PollReports reports;
  private final Sources sources;
  private final Clock clock;
  private final SourceSwitch flow;

  SourcesHealth(PollReports reports, Sources sources, CamelContext camel, Clock clock) {
    this.reports = reports;
    this.sources = sources;
    this.clock = clock;
    this.flow = new SourceSwitch(camel);
  }

  @Override
  public Health health() {
    Map<String, Source> rows;
    try {
      rows =
          sources.all().stream()
              .collect(Collectors.toMap(row -> row.route().route(), Function.identity()));
    } catch (RuntimeException e) {
      return Health.unknown().withDetail("cause", PlainWords.of(e)).build();
    }
    Health.Builder health = Health.up();
    for (PollReport report : reports.all()) {
      String route = report.route();
      String state = state(report, rows.get(route));
      if (state.equals("failing") || state.equals("silent")) {
        health.down();
      }
      health.withDetail(route, details(state, report, rows.get(route)));
    }
    return health.build();
  }

  private String state(PollReport report, Source row) {
    if (!flow.isFlowOn(report.sourceRoute())) {
      return "off";
    }
    if (row != null && row.failures() >= FAILURES) {
      return "failing";
    }
    Duration limit = report.source().delay().multipliedBy(DELAYS);
    Instant active = report.activeAt();
    // A replica that stands by sees the polls of the other one in the ledger.
    if (row != null && row.reportedAt().isAfter(active)) {
      active = row.reportedAt();
    }
    boolean silent =
        active.plus(limit.compareTo(LEAST) < 0 ? LEAST : limit).isBefore(clock.instant());
    return silent ? "silent" : "polling";
  }

  private static Map<String, Object> details(String state, PollReport report, Source row) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("state", state);
    details.put("kind", report.source().kind());
    details.put("address", report.source().address());
    if (row != null) {
      put(details, "lastPoll", row.polledAt());
      put(details, "failedSince", row.failedSince());
      put(details, "cause", row.cause());
      put(details, "waiting", row.backlog().waiting());
      put(details, "oldest", row.backlog().oldestAt());
    }
    return details;
  }

  private static void put(Map<String, Object> details, String name, Object value) {
    if (value != null) {
      details.put(name, value instanceof Number ? value : value.toString());
    }
  }
}
