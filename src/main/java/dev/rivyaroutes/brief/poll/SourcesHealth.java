package dev.rivyaroutes.brief.poll;

import dev.rivyaroutes.brief.flow.SourceSwitch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * The health of the sources of this process: down when two polls in a row failed, or none ended in
 * time. It is not part of liveness and readiness, because neither a restart nor fewer replicas
 * would help. It reads nothing from the database, so that it never waits for one.
 */
@Component("sourcesHealthContributor")
final class SourcesHealth implements HealthIndicator {
  private static final int FAILURES = 2;
  private static final int DELAYS = 3;
  private static final Duration LEAST = Duration.ofMinutes(1);

  private final PollReports reports;
  private final Clock clock;

  SourcesHealth(PollReports reports, Clock clock) {
    this.reports = reports;
    this.clock = clock;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    for (PollReport report : reports.all()) {
      PollState state = report.state();
      String word = word(report, state);
      if (word.equals("failing") || word.equals("silent")) {
        health.down();
      }
      health.withDetail(report.route(), details(word, report, state));
    }
    return health.build();
  }

  private String word(PollReport report, PollState state) {
    SourceSwitch flow = reports.flow();
    if (!flow.isFlowOn(report.sourceRoute())) {
      return "off";
    }
    if (flow.isLedgerUnavailable()) {
      return "waiting for the database";
    }
    if (state.failures() >= FAILURES) {
      return "failing";
    }
    Duration limit = report.source().delay().multipliedBy(DELAYS);
    Instant end = state.activeAt().plus(limit.compareTo(LEAST) < 0 ? LEAST : limit);
    if (end.isBefore(clock.instant())) {
      return "silent";
    }
    return state.standsBy() ? "standing by" : "polling";
  }

  private static Map<String, Object> details(String word, PollReport report, PollState state) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("state", word);
    details.put("kind", report.source().kind());
    details.put("address", report.source().address());
    put(details, "lastPoll", state.polledAt());
    put(details, "failedSince", state.failedSince());
    put(details, "cause", state.cause());
    put(details, "waiting", state.backlog().waiting());
    put(details, "oldest", state.backlog().oldestAt());
    return details;
  }

  private static void put(Map<String, Object> details, String name, Object value) {
    if (value != null) {
      details.put(name, value instanceof Number ? value : value.toString());
    }
  }
}
